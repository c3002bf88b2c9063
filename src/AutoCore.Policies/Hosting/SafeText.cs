using System.Buffers;

namespace AutoCore.Policies.Hosting;

/// <summary>
/// Foreign text (a file's name, a camera's header, a program's message) in the one form in which every sink shows it: a single line that no terminal
/// obeys. What steers (control characters, ESC, line and paragraph separators, characters that turn the direction or cannot be seen) is written as
/// its code, <c>\x1B</c> or <c>\u2028</c>, and a byte that is no UTF-8 as <c>\xE9</c>; all else stays. It is for reading, not for finding the file again.
/// </summary>
public static class SafeText
{
    private const char Cut = '…';

    /// <summary>The text in that form.</summary>
    /// <param name="text">What came from outside.</param>
    /// <param name="maxLength">The result's most characters, at least 1; what does not fit is replaced by <c>…</c>, never in the midst of a code.</param>
    public static string Of(string text, int maxLength)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxLength, 1);
        return text.Length <= maxLength && IsSafe(text) ? text : Write(text, maxLength);
    }

    /// <summary>The same for a name as the kernel has it: bytes, by custom UTF-8.</summary>
    /// <param name="bytes">What came from outside.</param>
    /// <param name="maxLength">As above.</param>
    public static string Of(ReadOnlySpan<byte> bytes, int maxLength)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxLength, 1);
        var line = new Line(maxLength);
        while (!bytes.IsEmpty && !line.IsFull)
        {
            var isRune = Rune.DecodeFromUtf8(bytes, out var rune, out var length) == OperationStatus.Done;
            if (isRune)
                line.Add(rune);
            else
                line.AddBytes(bytes[..length]);
            bytes = bytes[length..];
        }
        return line.ToString();
    }

    private static bool IsSafe(string text)
    {
        foreach (var c in text)
        {
            if (char.IsSurrogate(c) || Steers(char.GetUnicodeCategory(c)))
                return false;
        }
        return true;
    }

    private static string Write(ReadOnlySpan<char> text, int maxLength)
    {
        var line = new Line(maxLength);
        while (!text.IsEmpty && !line.IsFull)
        {
            // Half of a pair is no character, and what would encode it later would throw or write something else.
            if (Rune.DecodeFromUtf16(text, out var rune, out var length) == OperationStatus.Done)
                line.Add(rune);
            else
                line.AddCode(text[0]);
            text = text[length..];
        }
        return line.ToString();
    }

    private static bool Steers(UnicodeCategory category) =>
        category is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private sealed class Line(int maxLength)
    {
        private readonly StringBuilder _text = new();
        private int _kept;

        public bool IsFull => _text.Length > maxLength;

        public void Add(Rune rune)
        {
            if (Steers(Rune.GetUnicodeCategory(rune)))
                AddCode(rune.Value);
            else
                Append(rune.ToString());
        }

        public void AddCode(int value) =>
            Append(value < 0x80 ? Code('x', value, 2) : value <= char.MaxValue ? Code('u', value, 4) : Code('U', value, 8));

        public void AddBytes(ReadOnlySpan<byte> bytes)
        {
            foreach (var value in bytes)
                Append(Code('x', value, 2));
        }

        public override string ToString() => IsFull ? $"{_text.ToString(0, _kept)}{Cut}" : _text.ToString();

        private static string Code(char kind, int value, int digits) => $@"\{kind}{value.ToString($"X{digits}", CultureInfo.InvariantCulture)}";

        private void Append(string piece)
        {
            _text.Append(piece);
            if (_text.Length < maxLength)
                _kept = _text.Length;
        }
    }
}
