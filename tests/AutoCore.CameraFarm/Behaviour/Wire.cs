namespace AutoCore.CameraFarm.Behaviour;

/// <summary>How the end of a body is told.</summary>
public enum Framing
{
    ContentLength,
    UntilClose,
    Chunked,
}

/// <summary>How an answer ends before its time.</summary>
public enum Ending
{
    /// <summary>An orderly close of the connection.</summary>
    Close,

    /// <summary>A TCP reset.</summary>
    Reset,

    /// <summary>No more bytes, and the connection stays open.</summary>
    Stall,
}

/// <summary>The answer ends after this share (0–1) of its body; a negative share: before its status line.</summary>
public sealed record Cut(double Share, Ending Ending);

/// <summary>A slow sender: so many bytes, then a pause, and so on.</summary>
public sealed record Drip(int Bytes, TimeSpan Pause);

/// <summary>A <c>multipart/x-mixed-replace</c> stream of pictures without end.</summary>
public sealed record Multipart
{
    public TimeSpan FrameInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Whether a part says its own length; else only the boundary ends it.</summary>
    public bool HasPartLength { get; init; } = true;

    /// <summary>As in the content type; some cameras put two hyphens of their own before it.</summary>
    public string Boundary { get; init; } = "autocoreframe";
}

/// <summary>How an answer is put on the wire, with the liberties that cameras take.</summary>
public sealed record Wire
{
    public static readonly Wire Plain = new();

    /// <summary>The request is read and never answered.</summary>
    public static readonly Wire Silent = new() { Cut = new Cut(-1, Ending.Stall) };

    /// <summary>What the status line begins with.</summary>
    public string Protocol { get; init; } = "HTTP/1.1";

    public string NewLine { get; init; } = "\r\n";

    public Framing Framing { get; init; }

    /// <summary>Added to the true length in <c>Content-Length</c>.</summary>
    public int LengthError { get; init; }

    /// <summary>A second <c>Content-Length</c> line, with this added to the first one's value; null: one line.</summary>
    public int? SecondLengthError { get; init; }

    /// <summary>Header lines sent as they are, right or wrong.</summary>
    public IReadOnlyList<string> ExtraLines { get; init; } = [];

    /// <summary>Whether the connection serves more than one request.</summary>
    public bool KeepAlive { get; init; } = true;

    /// <summary>With <see cref="KeepAlive"/> false: whether the answer says so.</summary>
    public bool AnnouncesClose { get; init; } = true;

    public Drip? Drip { get; init; }

    public Cut? Cut { get; init; }

    public Multipart? Multipart { get; init; }
}
