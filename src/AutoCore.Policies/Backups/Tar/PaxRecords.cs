using System.Buffers.Text;

namespace AutoCore.Policies.Backups.Tar;

/// <summary>The records of a pax header (POSIX.1-2001): <c>LENGTH KEYWORD=VALUE</c> and a line break each. Values are bytes.</summary>
public sealed class PaxRecords
{
    private readonly List<(string Keyword, byte[] Value)> _records = [];

    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => _records.Count == 0;

    /// <summary>Reads a header's records.</summary>
    /// <exception cref="InvalidDataException">They are none.</exception>
    public static PaxRecords Parse(ReadOnlySpan<byte> text)
    {
        var records = new PaxRecords();
        while (!text.IsEmpty)
        {
            var isNumber = Utf8Parser.TryParse(text, out int length, out var digits);
            if (!isNumber || length <= digits + 1 || length > text.Length || text[digits] != (byte)' ' || text[length - 1] != (byte)'\n')
                throw Damaged();
            var record = text[(digits + 1)..(length - 1)];
            var equals = record.IndexOf((byte)'=');
            if (equals <= 0)
                throw Damaged();
            records.Add(Encoding.Latin1.GetString(record[..equals]), record[(equals + 1)..].ToArray());
            text = text[length..];
        }
        return records;
    }

    /// <summary>Adds a record.</summary>
    /// <param name="keyword">Its keyword; characters above 255 are none.</param>
    public void Add(string keyword, byte[] value) => _records.Add((keyword, value));

    /// <summary>Adds a record whose value is text.</summary>
    public void Add(string keyword, string value) => Add(keyword, Encoding.UTF8.GetBytes(value));

    /// <summary>The last value of a keyword, or null.</summary>
    public byte[]? Find(string keyword) => _records.FindLast(r => r.Keyword == keyword).Value;

    /// <summary>A value that is a whole number, or null where there is none.</summary>
    /// <exception cref="InvalidDataException">It is no number from zero on.</exception>
    public long? FindNumber(string keyword)
    {
        if (Find(keyword) is not { } value)
            return null;
        return Utf8Parser.TryParse(value, out long number, out var digits) && digits == value.Length && number >= 0 ? number : throw Damaged();
    }

    /// <summary>A value that is a time in seconds since 1970, with a fraction or without; null where there is none.</summary>
    /// <exception cref="InvalidDataException">It is no number.</exception>
    public decimal? FindSeconds(string keyword)
    {
        if (Find(keyword) is not { } value)
            return null;
        return decimal.TryParse(value, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds) ? seconds
            : throw Damaged();
    }

    /// <summary>All records whose keyword begins so, with the rest of the keyword.</summary>
    public IEnumerable<(string Ending, byte[] Value)> Beginning(string prefix) =>
        _records.Where(r => r.Keyword.StartsWith(prefix, StringComparison.Ordinal)).Select(r => (r.Keyword[prefix.Length..], r.Value));

    /// <summary>The records as a header holds them.</summary>
    public byte[] Compose()
    {
        using var text = new MemoryStream();
        foreach (var (keyword, value) in _records)
        {
            var rest = keyword.Length + value.Length + 3;
            var length = rest + Digits(rest);
            // The length counts its own digits, which may make it one digit longer.
            length = rest + Digits(length);
            text.Write(Encoding.Latin1.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{length} {keyword}=")));
            text.Write(value);
            text.WriteByte((byte)'\n');
        }
        return text.ToArray();
    }

    private static int Digits(int number) => number.ToString(CultureInfo.InvariantCulture).Length;

    private static InvalidDataException Damaged() => new("a header of it is damaged");
}
