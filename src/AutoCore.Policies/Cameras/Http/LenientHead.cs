namespace AutoCore.Policies.Cameras.Http;

/// <summary>The head of an answer, read with patience.</summary>
public sealed class LenientHead
{
    /// <summary>Lines of a head that are looked at.</summary>
    private const int MostLines = 256;

    /// <summary>Bytes of a first line that are waited for.</summary>
    private const int LongestStatusLine = 1024;

    private const int NoStatus = 0;

    private readonly Dictionary<string, List<string>> _headers = new(StringComparer.OrdinalIgnoreCase);

    private LenientHead(int status) => Status = status;

    /// <summary>The HTTP status; 200 where none was sent.</summary>
    public int Status { get; }

    /// <summary>Whether the body comes in chunks.</summary>
    public bool IsChunked => Values("Transfer-Encoding").Any(v => v.Contains("chunked", StringComparison.OrdinalIgnoreCase));

    /// <summary>The body's length in bytes; the largest of several that contradict each other, since a picture tells its own end. Null if none was
    /// sent.</summary>
    public long? Length
    {
        get
        {
            var lengths = Values("Content-Length").SelectMany(v => v.Split(','))
                .Select(v =>
                    long.TryParse(v, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var n) ? n : -1)
                    .Where(n => n >= 0).ToList();
            return lengths.Count > 0 ? lengths.Max() : null;
        }
    }

    /// <summary>All values of a header.</summary>
    public IReadOnlyList<string> Values(string header) => _headers.GetValueOrDefault(header) ?? [];

    /// <summary>Whether it is an answer at all; else its status means nothing.</summary>
    public bool IsHttp => Status != NoStatus;

    /// <summary>Reads a head; what is said before the answer (<c>100 Continue</c>) is passed over.</summary>
    /// <param name="bytes">What has come so far.</param>
    /// <param name="isAll">Whether nothing more will come.</param>
    /// <param name="bodyStart">Where the body begins; for what is no answer 0.</param>
    /// <returns>False while more is needed; with <paramref name="isAll"/>: there is no answer.</returns>
    public static bool TryParse(ReadOnlySpan<byte> bytes, bool isAll, out LenientHead head, out int bodyStart)
    {
        head = new(200);
        bodyStart = 0;
        while (true)
        {
            var rest = bytes[bodyStart..];
            if (rest.StartsWith(PictureLeadIn.Start))
                return true;
            // Who talks another protocol may say one line, and wait for us.
            if (!MayBeHttp(rest, isAll))
            {
                (head, bodyStart) = (new(NoStatus), 0);
                return true;
            }
            if (!TryFindEnd(rest, out var length, out var end))
            {
                if (!isAll || rest.IsEmpty)
                    return false;
                length = end = rest.Length;
            }
            head = Parse(Encoding.Latin1.GetString(rest[..length]));
            bodyStart += end;
            if (head.Status is not (>= 100 and < 200))
                return true;
        }
    }

    private static LenientHead Parse(string text)
    {
        var lines = text.Split('\n');
        var head = new LenientHead(StatusOf(lines[0]));
        var field = "";
        foreach (var line in lines.Skip(1).Take(MostLines).Select(l => l.TrimEnd('\r')))
        {
            // A line that begins with a blank goes on with the field before it.
            if (line.StartsWith(' ') || line.StartsWith('\t'))
            {
                field += line.TrimEnd();
                continue;
            }
            head.Add(field);
            field = line;
        }
        head.Add(field);
        return head;
    }

    /// <summary>Whether the first line is a status line as far as it is here: a word, and three digits.</summary>
    private static bool MayBeHttp(ReadOnlySpan<byte> bytes, bool isAll)
    {
        var end = bytes.IndexOf((byte)'\n');
        if (end >= 0)
            return StatusOf(Encoding.Latin1.GetString(bytes[..Math.Min(end, LongestStatusLine)])) != NoStatus;
        if (isAll)
            return bytes.IsEmpty || StatusOf(Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, LongestStatusLine)])) != NoStatus;
        return bytes.Length <= LongestStatusLine && bytes.TrimEnd((byte)'\r').IndexOfAnyExceptInRange((byte)' ', (byte)'~') < 0;
    }

    /// <summary>The head ends with its first empty line, whatever its lines end with.</summary>
    private static bool TryFindEnd(ReadOnlySpan<byte> bytes, out int length, out int end)
    {
        for (length = 0; length < bytes.Length; length++)
        {
            var next = bytes[length..].IndexOf((byte)'\n');
            if (next < 0)
                break;
            length += next;
            var after = bytes[(length + 1)..];
            end = length + (after is [(byte)'\n', ..] ? 2 : after is [(byte)'\r', (byte)'\n', ..] ? 3 : 0);
            if (end > length)
                return true;
        }
        (length, end) = (bytes.Length, bytes.Length);
        return false;
    }

    private static int StatusOf(string line)
    {
        var words = line.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return words.Length > 1 && words[1].Length >= 3 && int.TryParse(words[1].AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var status)
            && status is >= 100 and < 600
            && !(words[1].Length > 3 && char.IsAsciiDigit(words[1][3]))
            // RTSP and SIP refuse a request of HTTP in their own name.
            && (status < 300 || !words[0].Contains('/') || words[0].StartsWith("HTTP", StringComparison.OrdinalIgnoreCase)) ? status : NoStatus;
    }

    private void Add(string line)
    {
        var colon = line.IndexOf(':');
        if (colon <= 0)
            return;
        var name = line[..colon].Trim();
        if (!_headers.TryGetValue(name, out var values))
            _headers[name] = values = [];
        values.Add(line[(colon + 1)..].Trim());
    }
}
