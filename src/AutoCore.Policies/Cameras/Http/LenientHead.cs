using System.Globalization;
using System.Text;

namespace AutoCore.Policies.Cameras;

/// <summary>The head of an answer, read with patience.</summary>
public sealed class LenientHead
{
    /// <summary>Lines of a head that are looked at.</summary>
    private const int MostLines = 256;

    private readonly Dictionary<string, List<string>> _headers = new(StringComparer.OrdinalIgnoreCase);

    private LenientHead(int status) => Status = status;

    /// <summary>The HTTP status; 200 where none was sent.</summary>
    public int Status { get; }

    /// <summary>Whether the body comes in chunks.</summary>
    public bool IsChunked => Values("Transfer-Encoding").Any(v => v.Contains("chunked", StringComparison.OrdinalIgnoreCase));

    /// <summary>The body's length in bytes; the largest of several that contradict each other, since a picture tells its own end. Null if none was sent.</summary>
    public long? Length
    {
        get
        {
            var lengths = Values("Content-Length").SelectMany(v => v.Split(',')).Select(v => long.TryParse(v, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var n) ? n : -1).Where(n => n >= 0).ToList();
            return lengths.Count > 0 ? lengths.Max() : null;
        }
    }

    /// <summary>All values of a header.</summary>
    public IReadOnlyList<string> Values(string header) => _headers.GetValueOrDefault(header) ?? [];

    /// <summary>Reads a head.</summary>
    /// <param name="bytes">What has come so far.</param>
    /// <param name="isAll">Whether nothing more will come.</param>
    /// <param name="head">The head.</param>
    /// <param name="bodyStart">Where the body begins.</param>
    /// <returns>False while more is needed; with <paramref name="isAll"/>: there is no answer.</returns>
    public static bool TryParse(ReadOnlySpan<byte> bytes, bool isAll, out LenientHead head, out int bodyStart)
    {
        head = new(200);
        bodyStart = 0;
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8]))
            return true;
        if (!TryFindEnd(bytes, out var length, out bodyStart))
        {
            bodyStart = bytes.Length;
            length = bytes.Length;
            if (!isAll || bytes.IsEmpty)
                return false;
        }
        var lines = Encoding.Latin1.GetString(bytes[..length]).Split('\n');
        head = new(StatusOf(lines[0]));
        foreach (var line in lines.Skip(1).Take(MostLines))
            head.Add(line.TrimEnd('\r'));
        return true;
    }

    private static bool TryFindEnd(ReadOnlySpan<byte> bytes, out int length, out int bodyStart)
    {
        var crlf = bytes.IndexOf("\r\n\r\n"u8);
        var lf = bytes.IndexOf("\n\n"u8);
        var isLf = lf >= 0 && (crlf < 0 || lf < crlf);
        length = isLf ? lf : crlf;
        bodyStart = length + (isLf ? 2 : 4);
        return length >= 0;
    }

    private static int StatusOf(string line)
    {
        var word = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Skip(1).FirstOrDefault();
        return int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var status) && status is >= 100 and < 600 ? status : 502;
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
