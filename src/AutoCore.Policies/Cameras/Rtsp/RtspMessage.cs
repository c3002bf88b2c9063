namespace AutoCore.Policies.Cameras.Rtsp;

/// <summary>What the bytes of a connection are.</summary>
public enum RtspParse
{
    /// <summary>The head does not end yet.</summary>
    NeedsMore,

    /// <summary>A message.</summary>
    Message,

    /// <summary>Something else than RTSP.</summary>
    Foreign,

    /// <summary>A head that does not end below <see cref="RtspMessage.LongestHead"/>.</summary>
    TooLong,
}

/// <summary>The head of an RTSP message (RFC 2326): an answer, or a request of the camera's own.</summary>
public sealed class RtspMessage
{
    /// <summary>Bytes of a head that are read.</summary>
    public const int LongestHead = 16 * 1024;

    /// <summary>Bytes of a body that are read: a description is a page of text.</summary>
    public const int LongestBody = 64 * 1024;

    private const string Protocol = "RTSP/";

    /// <summary>Bytes of a first line.</summary>
    private const int LongestLine = 4096;

    /// <summary>Lines of a head that are looked at.</summary>
    private const int MostLines = 128;

    private readonly Dictionary<string, List<string>> _headers = new(StringComparer.OrdinalIgnoreCase);

    private RtspMessage(int status) => Status = status;

    /// <summary>The status of an answer, 100 to 599; 0: it is a request.</summary>
    public int Status { get; }

    /// <summary>Whether it answers a request; else the camera asks for something itself.</summary>
    public bool IsAnswer => Status != 0;

    /// <summary>The number of the request that it answers, or null if it says none.</summary>
    public int? Sequence => ReadNumber(Value("CSeq"));

    /// <summary>Bytes that follow the head; null: more than is read, or no number.</summary>
    public int? BodyLength => Value("Content-Length") is not { } text ? 0 : ReadNumber(text) is { } length && length <= LongestBody ? length : null;

    /// <summary>The session that it belongs to, without what is said about it; or null.</summary>
    public string? Session =>
        Value("Session")?.Split(';')[0].Trim() is { Length: > 0 and <= 256 } id && id.AsSpan().IndexOfAnyExceptInRange('!', '~') < 0 ? id : null;

    /// <summary>Whether the camera hangs up after it.</summary>
    public bool IsLast => Value("Connection")?.Contains("close", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>All values of a header.</summary>
    public IReadOnlyList<string> Values(string header) => _headers.GetValueOrDefault(header) ?? [];

    /// <summary>The first value of a header, or null.</summary>
    public string? Value(string header) => Values(header) is [var first, ..] ? first : null;

    /// <summary>Reads the head at the beginning of what came.</summary>
    /// <param name="bytes">What came so far; blank lines before the head are passed over.</param>
    /// <param name="length">Bytes up to its body.</param>
    public static RtspParse Parse(ReadOnlySpan<byte> bytes, out RtspMessage? message, out int length)
    {
        message = null;
        var start = bytes.IndexOfAnyExcept((byte)'\r', (byte)'\n');
        length = start < 0 ? bytes.Length : start;
        if (start < 0)
            return RtspParse.NeedsMore;
        var rest = bytes[start..];
        var lineEnd = rest.IndexOf((byte)'\n');
        if (lineEnd < 0)
            return MayBeLine(rest) ? RtspParse.NeedsMore : RtspParse.Foreign;
        if (!MayBeLine(rest[..lineEnd]) || StatusOf(Encoding.Latin1.GetString(rest[..lineEnd]).Trim()) is not { } status)
            return RtspParse.Foreign;
        if (EndOf(rest) is not { } end)
            return rest.Length > LongestHead ? RtspParse.TooLong : RtspParse.NeedsMore;
        if (end > LongestHead)
            return RtspParse.TooLong;
        message = new(status);
        foreach (var line in Encoding.Latin1.GetString(rest[..end]).Split('\n').Skip(1).Take(MostLines))
            message.Add(line);
        length = start + end;
        return RtspParse.Message;
    }

    /// <summary>The channel on which a transport sends its packets (<c>interleaved=0-1</c>), 0 where it is not said; null if they do not come on this
    /// connection.</summary>
    public static int? ChannelOf(string? transport)
    {
        const string key = "interleaved=";
        if (transport is null)
            return 0;
        if (!transport.Contains("TCP", StringComparison.OrdinalIgnoreCase))
            return null;
        var at = transport.IndexOf(key, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? 0 : ReadNumber(transport[(at + key.Length)..].Split('-', ';', ',')[0]) is { } channel and <= byte.MaxValue ? channel : null;
    }

    private static bool MayBeLine(ReadOnlySpan<byte> line) =>
        line.Length <= LongestLine && line.TrimEnd((byte)'\r').IndexOfAnyExceptInRange((byte)' ', (byte)'~') < 0;

    /// <summary>The status of an answer's first line, 0 for a request's; null for anything else.</summary>
    private static int? StatusOf(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is [var protocol, { Length: 3 } code, ..] && protocol.StartsWith(Protocol, StringComparison.OrdinalIgnoreCase))
            return ReadNumber(code) is >= 100 and < 600 and var status ? status : null;
        return words is [_, _, var last] && last.StartsWith(Protocol, StringComparison.OrdinalIgnoreCase) ? 0 : null;
    }

    /// <summary>Where the head's empty line ends, whatever its lines end with.</summary>
    private static int? EndOf(ReadOnlySpan<byte> bytes)
    {
        for (var at = 0; bytes[at..].IndexOf((byte)'\n') is >= 0 and var found;)
        {
            at += found + 1;
            if (bytes[at..] is [(byte)'\n', ..])
                return at + 1;
            if (bytes[at..] is [(byte)'\r', (byte)'\n', ..])
                return at + 2;
        }
        return null;
    }

    private static int? ReadNumber(string? text) => int.TryParse(text?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private void Add(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0)
            return;
        var name = line[..colon].Trim();
        if (!_headers.TryGetValue(name, out var values))
            _headers[name] = values = [];
        values.Add(line[(colon + 1)..].Trim());
    }
}
