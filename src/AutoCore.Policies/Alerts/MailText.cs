namespace AutoCore.Policies.Alerts;

/// <summary>
/// A message as mail (RFC 5322, 2045, 2047), in ASCII alone. Header values are addresses that were checked, numbers, and encoded words: no text can
/// end a header and begin another.
/// </summary>
public static class MailText
{
    private const int LongestLine = 76;

    /// <summary>Whether a text is one plain address that can be a program's argument and a header's value.</summary>
    public static bool IsAddress(string text)
    {
        var at = text.LastIndexOf('@');
        return at > 0 && at < text.Length - 1 && text.Length <= 254 && text[0] != '-'
            && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or '+' or '=' or '@') && text.IndexOf('@') == at;
    }

    /// <summary>The whole message, lines ended as <c>sendmail</c> takes them.</summary>
    /// <param name="message">What it says.</param>
    /// <param name="from">The sender's address.</param>
    /// <param name="to">The recipients' addresses.</param>
    public static string Compose(AlertMessage message, string from, IReadOnlyList<string> to)
    {
        var urgent = message is { IsOver: false, Severity: Health.Rating.Critical };
        string[] headers =
        [
            $"From: {from}",
            $"To: {string.Join(",\n ", to)}",
            $"Subject: {EncodeWords(message.Title, "\n ")}",
            $"Date: {message.At.UtcDateTime.ToString("ddd, dd MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture)} +0000",
            $"Message-ID: <{message.Id}@{from[(from.LastIndexOf('@') + 1)..]}>",
            "Auto-Submitted: auto-generated",
            .. urgent ? ["Importance: high", "X-Priority: 1"] : Array.Empty<string>(),
            "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: quoted-printable",
        ];
        return $"{string.Join('\n', headers)}\n\n{string.Join('\n', message.Text.Split('\n').Select(QuotePrintable))}\n";
    }

    /// <summary>One line of text as a header's value; plain ASCII stays as it is.</summary>
    /// <param name="between">What stands between two encoded words: white space.</param>
    public static string EncodeWords(string text, string between)
    {
        if (text.All(c => c is >= ' ' and <= '~') && !text.Contains("=?", StringComparison.Ordinal))
            return text;
        const int bytesPerWord = 42;
        var words = new List<string>();
        var word = new StringBuilder();
        var bytes = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (bytes + rune.Utf8SequenceLength > bytesPerWord)
            {
                words.Add(word.ToString());
                (bytes, _) = (0, word.Clear());
            }
            word.Append(rune);
            bytes += rune.Utf8SequenceLength;
        }
        words.Add(word.ToString());
        return string.Join(between, words.Select(w => $"=?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(w))}?="));
    }

    private static string QuotePrintable(string line)
    {
        var result = new StringBuilder();
        var length = 0;
        var bytes = Encoding.UTF8.GetBytes(line);
        for (var i = 0; i < bytes.Length; i++)
        {
            var isPlain = bytes[i] is >= (byte)'!' and <= (byte)'~' and not (byte)'=' || (bytes[i] == ' ' && i < bytes.Length - 1);
            // A lone dot would end the message for a careless mail program, "From " begins one in a mailbox.
            if (length == 0 && bytes[i] is (byte)'.' or (byte)'F')
                isPlain = isPlain && bytes[i] != '.' && !line.StartsWith("From ", StringComparison.Ordinal);
            var piece = isPlain ? ((char)bytes[i]).ToString() : $"={bytes[i]:X2}";
            if (length + piece.Length > LongestLine - 1)
            {
                result.Append("=\n");
                length = 0;
            }
            result.Append(piece);
            length += piece.Length;
        }
        return result.ToString();
    }
}
