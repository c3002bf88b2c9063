using AutoCore.Policies.Hosting;

namespace AutoCore.Policies.Cameras.Inventory;

/// <summary>A camera as a list shows it.</summary>
/// <param name="Label">Its site and name.</param>
/// <param name="Host">Who serves it.</param>
/// <param name="Auth">How it is asked who is asking.</param>
/// <param name="LastStored">When its newest picture was stored, or empty.</param>
/// <param name="State">How it stands, in a word.</param>
public readonly record struct CameraRow(string Label, string Host, string Auth, string LastStored, string State);

/// <summary>Lays a list of cameras out in columns that fit a terminal: names and hosts that are too long for it are cut, and nothing else.</summary>
public static class CameraTable
{
    private const int Gap = 2;
    private const int NarrowestLabel = 16;
    private const int NarrowestHost = 9;

    private static readonly CameraRow Header = new("CAMERA", "HOST", "AUTH", "LAST STORED", "STATE");

    /// <summary>The lines, the header first.</summary>
    /// <param name="rows">The cameras.</param>
    /// <param name="width">Columns of a line.</param>
    public static IEnumerable<string> Render(IReadOnlyList<CameraRow> rows, int width)
    {
        CameraRow[] all = [Header, .. rows];
        var (label, host, auth, stored) = (all.Max(r => TextWidth.Of(r.Label)), all.Max(r => TextWidth.Of(r.Host)), all.Max(r => TextWidth.Of(r.Auth)),
            all.Max(r => TextWidth.Of(r.LastStored)));
        var others = auth + stored + all.Max(r => TextWidth.Of(r.State)) + (4 * Gap);
        host = Shorten(host, NarrowestHost, label + host + others - width);
        label = Shorten(label, NarrowestLabel, label + host + others - width);
        return all.Select(r => $"{Fit(r.Label, label)}{Fit(r.Host, host)}{Fit(r.Auth, auth)}{Fit(r.LastStored, stored)}{r.State}".TrimEnd());
    }

    private static int Shorten(int column, int narrowest, int over) => over <= 0 ? column : Math.Max(Math.Min(column, narrowest), column - over);

    private static string Fit(string text, int width) => TextWidth.Pad(TextWidth.Fit(text, width), width + Gap);
}
