using System.Text;
using AutoCore.Daemon.Tests.Cameras.Fence;

namespace AutoCore.Daemon.Tests.Cameras.Http.BesideCurl;

/// <summary>One way to answer, byte for byte, and what the program makes of it.</summary>
/// <param name="Name">What is odd about it.</param>
/// <param name="Answer">The answer to a request, Latin-1.</param>
internal sealed record WireRow(string Name, Func<string, string> Answer)
{
    /// <summary>A whole picture.</summary>
    public static readonly string Picture = Encoding.Latin1.GetString(SmallPicture.Bytes);

    /// <summary>The reason that the program gives; <c>ok</c>: it stores the picture.</summary>
    public string Word { get; init; } = "ok";

    /// <summary>Why the program refuses what curl takes; null: it must not.</summary>
    public string? ByDesign { get; init; }

    /// <summary>How the camera is asked, as <c>Auth</c> says it.</summary>
    public string Auth { get; init; } = "none";

    public static WireRow Of(string name, string answer, string word = "ok", string? byDesign = null) =>
        new(name, _ => answer) { Word = word, ByDesign = byDesign };

    /// <summary>A head with what follows from the picture's length, and the picture.</summary>
    public static string Whole(string head) => $"{head.Replace("{n}", $"{Picture.Length}", StringComparison.Ordinal)}\r\n\r\n{Picture}";

    /// <summary>A row whose whole picture comes behind a head.</summary>
    public static WireRow Head(string name, string head, string word = "ok", string? byDesign = null) => Of(name, Whole(head), word, byDesign);

    /// <summary>The picture in chunks.</summary>
    /// <param name="size">The size's line for a chunk of so many bytes.</param>
    /// <param name="end">What follows a chunk.</param>
    /// <param name="last">The last chunk and what follows it.</param>
    public static string Chunks(Func<int, string> size, string end = "\r\n", string last = "0\r\n\r\n")
    {
        var body = new StringBuilder();
        foreach (var chunk in Picture.Chunk(700))
            body.Append(size(chunk.Length)).Append(chunk).Append(end);
        return body.Append(last).ToString();
    }

    public override string ToString() => Name;
}
