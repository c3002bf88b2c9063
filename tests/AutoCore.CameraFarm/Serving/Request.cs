using System.Text;

namespace AutoCore.CameraFarm.Serving;

/// <summary>One HTTP request as it was read.</summary>
internal sealed record Request(string Method, string Target, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public string Path => Target.Split('?', 2)[0];

    /// <summary>The value of a parameter of the query; null if it is not there.</summary>
    public string? Query(string name) => Fields(Target.Split('?', 2).ElementAtOrDefault(1) ?? "").GetValueOrDefault(name);

    /// <summary>Whether the query has every parameter of an address; what stands in braces there may be anything.</summary>
    public bool Names(string address) =>
        Fields(address.Split('?', 2).ElementAtOrDefault(1) ?? "")
        .All(wanted => Query(wanted.Key) is { } given && (wanted.Value.StartsWith('{') || wanted.Value == given));

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>The fields of a form (<c>application/x-www-form-urlencoded</c>).</summary>
    public IReadOnlyDictionary<string, string> FormFields() => Fields(Body);

    private static Dictionary<string, string> Fields(string text) =>
        text.Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(field => field.Split('=', 2))
            .ToDictionary(field => Decode(field[0]), field => Decode(field.ElementAtOrDefault(1) ?? ""), StringComparer.Ordinal);

    /// <summary>The value of one cookie; null if it was not sent.</summary>
    public string? Cookie(string name) =>
        (Header("Cookie") ?? "")
            .Split(';', StringSplitOptions.TrimEntries)
            .Select(cookie => cookie.Split('=', 2))
            .FirstOrDefault(cookie => cookie[0] == name)?
            .ElementAtOrDefault(1);

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}

/// <summary>Reads requests from a connection, one after the other.</summary>
internal sealed class RequestReader(Stream stream)
{
    private const int MaxHead = 16 * 1024;

    private byte[] buffer = new byte[1024];
    private int filled;

    /// <summary>The next request; null when the client has closed.</summary>
    public async Task<Request?> ReadAsync(CancellationToken cancellationToken)
    {
        int end;
        while ((end = buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8)) < 0)
        {
            if (filled >= MaxHead) throw new IOException("The request's head is too long.");
            if (!await FillAsync(cancellationToken)) return null;
        }

        var lines = Encoding.Latin1.GetString(buffer, 0, end).Split("\r\n");
        Consume(end + 4);
        var headers = lines.Skip(1).Select(line => line.Split(':', 2, StringSplitOptions.TrimEntries))
            .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
        var first = lines[0].Split(' ');
        var body = await ReadBodyAsync(int.Parse(headers.GetValueOrDefault("Content-Length", "0")), cancellationToken);
        return body is null ? null : new Request(first[0], first[1], headers, body);
    }

    private async Task<string?> ReadBodyAsync(int length, CancellationToken cancellationToken)
    {
        while (filled < length)
        {
            if (!await FillAsync(cancellationToken)) return null;
        }

        var body = Encoding.UTF8.GetString(buffer, 0, length);
        Consume(length);
        return body;
    }

    private async Task<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (filled == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
        var read = await stream.ReadAsync(buffer.AsMemory(filled), cancellationToken);
        filled += read;
        return read > 0;
    }

    private void Consume(int count)
    {
        filled -= count;
        buffer.AsSpan(count, filled).CopyTo(buffer);
    }
}
