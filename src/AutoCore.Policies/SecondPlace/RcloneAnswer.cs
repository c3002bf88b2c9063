using System.Text.RegularExpressions;

namespace AutoCore.Policies.SecondPlace;

/// <summary>What rclone says when it fails, and what to do about it.</summary>
public static partial class RcloneAnswer
{
    private const int Patience = 1000;
    private const int LongestMessage = 400;

    /// <summary>The first release of rclone that can tell of one file (<c>lsjson --stat</c>).</summary>
    public const string OldestVersion = "1.57";

    private static readonly string[] NotLetIn =
        ["unable to authenticate", "InvalidAccessKeyId", "SignatureDoesNotMatch", "AuthorizationHeaderMalformed", "invalid_grant", "invalid_client",
            "401", "Unauthorized", "couldn't fetch token", "empty token found", "NoCredentialProviders", "no EC2 IMDS role", "InvalidToken", "ExpiredToken"];

    private static readonly string[] NotAllowed = ["AccessDenied", "Access Denied", "403", "Forbidden", "AllAccessDisabled", "insufficientPermissions"];

    /// <summary>The most certain first: a code of a server says more than the number of its answer.</summary>
    private static readonly (string[] Signs, string Remedy)[] Remedies =
    [
        (["expired or is not yet valid"],
            "the remote's certificate is not valid by the clock of this machine: timedatectl shows whether the clock is wrong; else it must be renewed there"),
        (["RequestTimeTooSkewed", "RequestExpired", "token used too early", "difference between the request time",
            "Signature expired", "Signature not yet current"],
            "the clock of this machine (or of the remote) is wrong: timedatectl shows it, timedatectl set-ntp true has it set; it is tried again by itself"),
        (["unknown flag", "unknown shorthand flag", "unknown command"],
            $"this rclone is too old: version {OldestVersion} or newer is needed (apt install rclone; rclone version)"),
        (["does not look like a TLS handshake", "HTTP response to HTTPS client"],
            "the remote speaks http there, and no https: correct its address in the configuration of rclone (rclone config)"),
        (["is it obscured"], "a password in the configuration of rclone stands in the form that rclone obscure gives it: set it with rclone config"),
        (["failed to read private key file", "failed to parse private key"],
            "key_file in the configuration of rclone must be a key without a password that the daemon's user can read"),
        (["didn't find backend called"], "this rclone knows no such type: correct it in the configuration of rclone, or install a newer one (rclone version)"),
        (["unknown authority", "certificate is not trusted", "certificate signed by"],
            "the remote's certificate is of an authority that is not known here: set CaFile of this remote to it"),
        (["certificate is valid for", "doesn't contain any IP SANs", "cannot validate certificate for"],
            "the remote's certificate is for another name: use the name that stands in it, in the configuration of rclone"),
        (["407", "Proxy Authentication Required"], "the proxy asks for a user: HttpsProxy (HttpProxy) with the user, ProxyPasswordKey for the password"),
        (["proxyconnect", "socks connect"], "the proxy cannot be reached: check HttpsProxy and HttpProxy of this remote, or the service's environment"),
        (["knownhosts: key mismatch", "host key mismatch", "host key verification"],
            "the remote shows another host key than the one that is known: if its machine was made anew, mend known_hosts_file"),
        (["NoSuchBucket", "bucket does not exist", "InvalidBucketName"], "there is no such bucket: make it, or check Remote"),
        (["CreateBucket"], "the credentials may not make a bucket: let them, or make it by hand and set no_check_bucket = true (rclone config)"),
        (["corrupted on transfer", "sizes differ", "hash differ"],
            "what arrived is not what was sent: it is damaged at the remote, or the line changes bytes; take another one"),
        (["no space left", "disk full", "quota", "Insufficient Storage", "507", "ENOSPC", "storage is full", "EntityTooLarge"],
            "the remote is full: make room there, or lower Keep of this remote"),
        (["SlowDown", "TooManyRequests", "429", "rate limit", "rateLimitExceeded"], "the remote asks for less at a time: it is tried again by itself"),
        (NotLetIn, "the remote refuses these credentials: mend them in the configuration of rclone (rclone config)"),
        (NotAllowed,
            "the remote does not let these credentials do that: let them list, read, write and delete in its folder; "
            + "where they may not make a bucket: no_check_bucket = true (rclone config)"),
        (["didn't find section in config file"], "that remote is not in the configuration of rclone: rclone listremotes shows what is"),
        (["permission denied", "SSH_FX_PERMISSION_DENIED"], "the remote does not let this user write there: check the folder of Remote"),
        (["connection refused", "no such host", "i/o timeout", "network is unreachable", "no route to host", "connection reset", "connection lost",
            "unexpected EOF", "broken pipe", "couldn't connect", "dial tcp", "EOF"],
            "the remote cannot be reached, or the line was cut: it is tried again by itself"),
        (["500", "502", "503", "504", "InternalError", "ServiceUnavailable"], "the remote has trouble of its own: it is tried again by itself"),
        (["mkdir", "mkParentDir", "directory not found"], "the folder of Remote cannot be made or is not there: check it"),
        (["SSH_FX_FAILURE"], "the far side gives no reason: its disk may be full"),
        (["couldn't decrypt", "password to decrypt", "unable to decrypt configuration"],
            "the configuration of rclone is encrypted, and nobody is there to type its password: use one that is not (mode 600)"),
    ];

    /// <summary>One line of what went wrong, with the remedy where one is known.</summary>
    /// <param name="errors">The messages, in the order in which they came.</param>
    /// <param name="exitCode">How it ended: above 128 by a signal.</param>
    public static string Explain(IReadOnlyList<string> errors, int exitCode = 1)
    {
        const int signals = 128, kill = 9;
        if (exitCode > signals)
            return $"rclone was killed (signal {exitCode - signals}){(exitCode - signals == kill ? "; for want of memory? journalctl -k tells" : "")}";
        if (errors.Count == 0)
            return "rclone failed without a word";
        var plain = errors.Select(PlainOf).ToList();
        var remedy = Remedies.FirstOrDefault(r => Has(plain, r.Signs)).Remedy;
        // The last one sums up; the first ones often say "try again".
        var last = plain[^1].Length > LongestMessage ? plain[^1][..LongestMessage] : plain[^1];
        return remedy is null ? last : $"{last}; {remedy}";
    }

    /// <summary>Whether the remote knows the credentials and does not let them do what was asked.</summary>
    public static bool IsNotAllowed(IReadOnlyList<string> errors) =>
        errors.Select(PlainOf).ToList() is var plain && Has(plain, NotAllowed) && !Has(plain, NotLetIn);

    private static bool Has(List<string> errors, string[] signs) => errors.Exists(e => Array.Exists(signs, sign => Has(e, sign)));

    /// <summary>A number stands by itself, and is not part of another one or of a word.</summary>
    private static bool Has(string error, string sign)
    {
        for (var at = error.IndexOf(sign, StringComparison.OrdinalIgnoreCase); at >= 0; at = error.IndexOf(sign, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var isAlone = (at == 0 || !char.IsLetterOrDigit(error[at - 1]) && error[at - 1] is not ('.' or ':' or '-'))
                && (at + sign.Length == error.Length || !char.IsLetterOrDigit(error[at + sign.Length]));
            if (isAlone || !char.IsAsciiDigit(sign[0]))
                return true;
        }
        return false;
    }

    /// <summary>One line, without what only the server's owner can use; of an answer in XML or HTML its words.</summary>
    private static string PlainOf(string error)
    {
        var text = Ids().Replace(error.ReplaceLineEndings(" "), "");
        if (text.IndexOf(" Usage: ", StringComparison.Ordinal) is > 0 and var help)
            text = text[..help];
        if (text.Contains('<'))
            text = Tags().Replace(Heads().Replace(text, " "), " ");
        return Blanks().Replace(text, " ").Trim(' ', ',');
    }

    [GeneratedRegex(@"[,\s]*\b(request|host) ?id: ?[^,\s]*", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, Patience)]
    private static partial Regex Ids();

    [GeneratedRegex("<(style|script)[^>]*>[^<]*", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, Patience)]
    private static partial Regex Heads();

    [GeneratedRegex("<[!?/a-zA-Z][^<>]*>", RegexOptions.CultureInvariant, Patience)]
    private static partial Regex Tags();

    [GeneratedRegex(@"\s{2,}", RegexOptions.CultureInvariant, Patience)]
    private static partial Regex Blanks();
}
