namespace AutoCore.Daemon.Tests.Cameras.Http.BesideCurl;

/// <summary>Challenges as servers write them, answered by <c>--anyauth</c> and by <c>auto</c>.</summary>
internal static class WireLogins
{
    private const string Digest = "Digest realm=\"cam\", nonce=\"1053604145\"";

    public static IEnumerable<WireRow> All() =>
    [
        Basic("Basic", "Basic realm=\"cam\""),
        Basic("Basic without a realm", "Basic"),
        Basic("Basic without quotes", "Basic realm=cam"),
        Basic("basic in small letters", "basic REALM=\"cam\""),
        Basic("Basic with a character set", "Basic realm=\"cam\", charset=\"UTF-8\""),
        Basic("Basic behind what is unknown", "Weird x=y, Basic realm=\"cam\""),
        Basic("Basic behind Negotiate and NTLM", "Negotiate", "NTLM", "Basic realm=\"cam\""),
        Basic("Basic with a body that stays away", "Basic realm=\"cam\"", length: 0),
        Of("Digest of RFC 2069", Digest),
        Of("Digest with qop", $"{Digest}, qop=\"auth\""),
        Of("Digest with several qop", $"{Digest}, qop=\"auth-int, auth\""),
        Of("Digest with a blank before qop", $"{Digest}, qop=\" auth\""),
        Of("Digest with qop without quotes", $"{Digest}, qop=auth"),
        Of("Digest with an algorithm", $"{Digest}, qop=\"auth\", algorithm=MD5"),
        Of("Digest with an algorithm in quotes", $"{Digest}, qop=\"auth\", algorithm=\"MD5\""),
        Of("Digest with MD5-sess", $"{Digest}, qop=\"auth\", algorithm=MD5-sess"),
        Of("Digest with SHA-256", $"{Digest}, qop=\"auth\", algorithm=SHA-256"),
        Of("Digest with SHA-256-sess", $"{Digest}, qop=\"auth\", algorithm=SHA-256-sess"),
        Of("Digest with SHA-256 and MD5", $"{Digest}, qop=\"auth\", algorithm=SHA-256", $"{Digest}, qop=\"auth\", algorithm=MD5"),
        Of("Digest with userhash", $"{Digest}, qop=\"auth\", algorithm=SHA-256, userhash=true"),
        Of("Digest with opaque and domain", $"{Digest}, opaque=\"5ccc\", domain=\"/ /other\", qop=\"auth\""),
        Of("Digest with an empty opaque", $"{Digest}, opaque=\"\""),
        Of("Digest with an empty realm", "Digest realm=\"\", nonce=\"1\""),
        Of("Digest with quotes in its realm", "Digest realm=\"my \\\"own\\\" cam\", nonce=\"1\""),
        Of("Digest with a backslash in its realm", "Digest realm=\"C:\\cam\", nonce=\"1\""),
        Of("Digest with commas in its realm", "Digest realm=\"a, b=c\", nonce=\"1\", qop=\"auth\""),
        Of("Digest with equals signs in its nonce", "Digest realm=\"cam\", nonce=MTA1MzYw=="),
        Of("Digest with tabs and blanks", "Digest\trealm = \"cam\" ,\tnonce= \"1\""),
        Of("Digest with what is unknown", $"{Digest}, foo=bar, baz=\"a,b\""),
        Of("Digest that says stale at once", $"{Digest}, stale=true"),
        Of("Digest and Basic", $"{Digest}, qop=\"auth\"", "Basic realm=\"cam\""),
        Of("Basic and Digest in one line", $"Basic realm=\"cam\", {Digest}"),
        Of("Digest behind Negotiate", $"Negotiate, NTLM, {Digest}"),
        new("Digest, and a new number once it is stale", Stale) { Auth = "auto" },
        new("asks for ever", _ => Challenge(17, Digest)) { Auth = "auto", Word = "auth" },
        new("401 without a challenge", _ => Challenge(17)) { Auth = "auto", Word = "auth" },
        new("a challenge that nobody can answer", _ => Challenge(17, "Digest realm=\"cam\", nonce=\"1\", algorithm=SHA-512-256")) { Auth = "auto",
            Word = "auth" },
    ];

    private static WireRow Basic(string name, params string[] challenges) => Asks(name, "Basic ", 17, challenges);

    private static WireRow Basic(string name, string challenge, int length) => Asks(name, "Basic ", length, challenge);

    private static WireRow Of(string name, params string[] challenges) => Asks(name, "Digest ", 17, challenges);

    private static WireRow Asks(string name, string scheme, int length, params string[] challenges) =>
        new(name, r => r.Contains($"Authorization: {scheme}", StringComparison.OrdinalIgnoreCase) ? Good : Challenge(length, challenges)) { Auth = "auto" };

    private static string Stale(string request) =>
        !request.Contains("Authorization: Digest", StringComparison.OrdinalIgnoreCase) ? Challenge(17, Digest)
        : request.Contains("nonce=\"999999\"", StringComparison.Ordinal) ? Good : Challenge(17, "Digest realm=\"cam\", nonce=\"999999\", stale=true");

    private static string Good => WireRow.Whole("HTTP/1.1 200 OK\r\nContent-Length: {n}");

    private static string Challenge(int length, params string[] challenges) =>
        $"HTTP/1.1 401 Who\r\n{string.Concat(challenges.Select(c => $"WWW-Authenticate: {c}\r\n"))}Content-Length: {length}\r\n\r\n{new string('x', length)}";
}
