namespace AutoCore.Policies.Neighbours;

/// <summary>A TCP socket that waits for connections, from <c>/proc/net/tcp</c> or <c>tcp6</c>.</summary>
/// <param name="Port">Its port.</param>
/// <param name="UserId">Its owner's number.</param>
/// <param name="Inode">Its number, by which the owning process is found.</param>
public readonly record struct ListeningSocket(int Port, int UserId, long Inode)
{
    private const string Listening = "0A";

    /// <summary>Reads the table's lines.</summary>
    public static IReadOnlyList<ListeningSocket> Parse(IEnumerable<string> lines) => [.. lines.Select(ParseLine).OfType<ListeningSocket>()];

    private static ListeningSocket? ParseLine(string line)
    {
        var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > 9 && fields[3] == Listening
            && int.TryParse(fields[1].AsSpan(fields[1].LastIndexOf(':') + 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var port)
            && int.TryParse(fields[7], NumberStyles.None, CultureInfo.InvariantCulture, out var user)
            && long.TryParse(fields[9], NumberStyles.None, CultureInfo.InvariantCulture, out var inode)
            ? new(port, user, inode)
            : null;
    }
}
