using System.Text.RegularExpressions;

namespace AutoCore.Policies.Cameras.Rtsp;

/// <summary>Where makers put a camera's smaller stream, told by the address of the large one.</summary>
public static class SubStreams
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private static readonly (string Large, string Small)[] Makers =
    [
        // Hikvision and its many brands; old ones.
        (@"(?<a>/Streaming/(tracks|channels)/\d*0)1\b", "${a}2"),
        (@"(?<a>/ch\d+/)main(?<b>/av_stream)", "${a}sub${b}"),
        // Dahua, Amcrest, Intelbras.
        (@"(?<a>[?&]subtype=)0\b", "${a}1"),
        // Reolink.
        (@"(?<a>Preview_\d+_)main\b", "${a}sub"),
        // Tapo, and many without a name.
        (@"(?<a>/stream)1\b", "${a}2"),
        (@"(?<a>/live/ch\d+_)0\b", "${a}1"),
        // Foscam.
        (@"(?<a>/video)Main\b", "${a}Sub"),
        // Uniview.
        (@"(?<a>/media/video)1\b", "${a}2"),
    ];

    /// <summary>The address of the smaller stream; null: this one is of no maker that is known, or is the smaller one.</summary>
    /// <param name="address">The address of the large one.</param>
    public static string? Find(string address)
    {
        foreach (var (large, small) in Makers)
        {
            if (Regex.IsMatch(address, large, Options, Patience))
                return Regex.Replace(address, large, small, Options, Patience);
        }
        return null;
    }
}
