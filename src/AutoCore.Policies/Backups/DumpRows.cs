namespace AutoCore.Policies.Backups;

/// <summary>Counts the rows of a dump in SQL while it streams by: lines between <c>COPY … FROM stdin;</c> and <c>\.</c>. Only the beginning of a line is ever
/// kept. Names of tables and columns, in double quotes, may hold ends of lines.</summary>
public sealed class DumpRows
{
    private const int LineStart = 512;
    private readonly byte[] _line = new byte[LineStart];
    private byte _last;
    private int _length;
    private bool _isInCopy;
    private bool _isInHeader;
    private bool _isInName;

    /// <summary>Rows so far.</summary>
    public long Rows { get; private set; }

    /// <summary>Whether a table's rows have begun and not ended: what was cut off is no backup.</summary>
    public bool IsCut => _isInCopy;

    /// <summary>Takes the next piece.</summary>
    public void Take(ReadOnlySpan<byte> piece)
    {
        while (piece.IndexOf((byte)'\n') is >= 0 and var end)
        {
            Keep(piece[..end]);
            EndLine();
            piece = piece[(end + 1)..];
        }
        Keep(piece);
    }

    private void Keep(ReadOnlySpan<byte> part)
    {
        if (part.IsEmpty)
            return;
        if (!_isInCopy)
            _isInName ^= part.Count((byte)'"') % 2 == 1;
        var fits = Math.Min(part.Length, LineStart - _length);
        part[..fits].CopyTo(_line.AsSpan(_length));
        _length += fits;
        _last = part[^1];
    }

    private void EndLine()
    {
        var line = _line.AsSpan(0, _length);
        if (!_isInCopy)
        {
            _isInHeader = _isInHeader || line.StartsWith("COPY "u8);
            // A table of many columns has a line longer than what is kept: its end is told by the last byte.
            _isInCopy = _isInHeader && !_isInName && (line.EndsWith(" FROM stdin;"u8) || _length == LineStart && _last == (byte)';');
            // Of other lines quotation marks say nothing: a comment may hold one.
            _isInHeader = _isInHeader && _isInName;
            _isInName = _isInHeader;
        }
        else if (line.SequenceEqual("\\."u8))
        {
            _isInCopy = false;
        }
        else
        {
            Rows++;
        }
        _length = 0;
        _last = 0;
    }
}
