namespace AutoCore.Policies.SecondPlace;

/// <summary>What rclone says when it fails, and what to do about it.</summary>
public static class RcloneAnswer
{
    private static readonly (string[] Signs, string Remedy)[] Remedies =
    [
        (["unable to authenticate", "InvalidAccessKeyId", "SignatureDoesNotMatch", "AccessDenied", "Access Denied", "401 ", "403 ", "invalid_grant",
            "Unauthorized", "Forbidden", "couldn't fetch token"],
            "the remote refuses these credentials: mend them in the configuration of rclone (rclone config)"),
        (["corrupted on transfer", "sizes differ", "hash differ"],
            "what arrived is not what was sent: it is damaged at the remote, or the line changes bytes; take another one"),
        (["no space left", "disk full", "quota", "Insufficient Storage", "507 ", "ENOSPC", "storage is full"],
            "the remote is full: make room there, or lower Keep of this remote"),
        (["didn't find section in config file"], "that remote is not in the configuration of rclone: rclone listremotes shows what is"),
        (["permission denied", "SSH_FX_PERMISSION_DENIED"], "the remote does not let this user write there: check the folder of Remote"),
        (["connection refused", "no such host", "i/o timeout", "network is unreachable", "no route to host", "connection reset", "connection lost",
            "unexpected EOF", "broken pipe", "couldn't connect", "dial tcp", "EOF"],
            "the remote cannot be reached, or the line was cut: it is tried again by itself"),
        (["SSH_FX_FAILURE"], "the far side gives no reason: its disk may be full"),
        (["couldn't decrypt", "password to decrypt", "unable to decrypt configuration"],
            "the configuration of rclone is encrypted, and nobody is there to type its password: use one that is not (mode 600)"),
    ];

    /// <summary>One line of what went wrong, with the remedy where one is known.</summary>
    /// <param name="errors">The messages, in the order in which they came.</param>
    public static string Explain(IReadOnlyList<string> errors)
    {
        if (errors.Count == 0)
            return "rclone failed without a word";
        // The last one sums up; the first ones often say "try again".
        var last = errors[^1].ReplaceLineEndings(" ");
        var remedy = Remedies.FirstOrDefault(r => r.Signs.Any(sign => errors.Any(e => e.Contains(sign, StringComparison.OrdinalIgnoreCase)))).Remedy;
        return remedy is null ? last : $"{last}; {remedy}";
    }
}
