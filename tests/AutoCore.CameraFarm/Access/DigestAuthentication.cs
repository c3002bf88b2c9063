using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using AutoCore.CameraFarm.Serving;

namespace AutoCore.CameraFarm.Access;

/// <summary>Digest (RFC 7616), verified in full: response, request target, nonce and nonce count.</summary>
public sealed partial class DigestAuthentication(string userName, string password) : Authentication
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, NonceState> nonces = [];
    private int challenges;

    public override string Kind => "digest";

    public override string UserName => userName;

    /// <summary>What the password is for.</summary>
    public string Realm { get; init; } = "IP Camera(C1234)";

    /// <summary><c>MD5</c>, <c>SHA-256</c>; several: one challenge each, in this order. Null: the challenge names none, which means MD5.</summary>
    public IReadOnlyList<string?> Algorithms { get; init; } = ["MD5"];

    /// <summary>Whether the challenge offers <c>qop="auth"</c>; else the old form of RFC 2069.</summary>
    public bool Qop { get; init; } = true;

    /// <summary>Requests that one nonce is good for; the next gets a new one with <c>stale=true</c>. Null: no limit.</summary>
    public int? NonceUses { get; init; }

    /// <summary>A nonce count need only be unused, since a portal's parallel requests overtake each other; else it must be higher than all before.</summary>
    public bool CountsMayOvertake { get; init; }

    /// <summary>Also offers Basic, as many cameras do.</summary>
    public bool OffersBasic { get; init; }

    /// <summary>Times that a challenge was sent.</summary>
    public int Challenges => Volatile.Read(ref challenges);

    /// <summary>All nonces given out so far become stale, as after the camera's restart.</summary>
    public void ExpireNonces()
    {
        lock (gate)
        {
            foreach (var nonce in nonces.Values) nonce.IsExpired = true;
        }
    }

    internal override Reply? Check(Request request)
    {
        var header = request.Header("Authorization");
        if (header is null || !header.StartsWith("Digest ", StringComparison.OrdinalIgnoreCase)) return Challenge(stale: false);
        var given = Parameter().Matches(header).ToDictionary(
            match => match.Groups["name"].Value, match =>
            match.Groups["quoted"].Success ? match.Groups["quoted"].Value : match.Groups["plain"].Value, StringComparer.OrdinalIgnoreCase);
        if (!IsResponseRight(request, given)) return Challenge(stale: false);
        return IsNonceFresh(given) ? null : Challenge(stale: true);
    }

    private bool IsResponseRight(Request request, Dictionary<string, string> given)
    {
        var algorithm = given.GetValueOrDefault("algorithm");
        if (!Algorithms.Any(offered => string.Equals(offered ?? "MD5", algorithm ?? "MD5", StringComparison.OrdinalIgnoreCase))) return false;
        if (given.GetValueOrDefault("username") != userName || given.GetValueOrDefault("realm") != Realm
            || given.GetValueOrDefault("uri") != request.Target)
        {
            return false;
        }
        if (Qop != given.ContainsKey("qop") || !given.TryGetValue("nonce", out var nonce)) return false;
        var user = Hash(algorithm, $"{userName}:{Realm}:{password}");
        var what = Hash(algorithm, $"{request.Method}:{request.Target}");
        var middle = Qop ? $"{nonce}:{given.GetValueOrDefault("nc")}:{given.GetValueOrDefault("cnonce")}:{given["qop"]}" : nonce;
        return given.GetValueOrDefault("response") == Hash(algorithm, $"{user}:{middle}:{what}");
    }

    private bool IsNonceFresh(Dictionary<string, string> given)
    {
        lock (gate)
        {
            if (!nonces.TryGetValue(given["nonce"], out var state) || state.IsExpired || state.Uses >= NonceUses) return false;
            if (Qop && !(int.TryParse(given.GetValueOrDefault("nc"), NumberStyles.HexNumber, null, out var count) && IsCountGood(state, count))) return false;
            state.Uses++;
            return true;
        }
    }

    private bool IsCountGood(NonceState state, int count)
    {
        if (!CountsMayOvertake && state.Counts.Count > 0 && count <= state.Counts.Max) return false;
        return state.Counts.Add(count);
    }

    private Reply Challenge(bool stale)
    {
        var nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        lock (gate) nonces[nonce] = new NonceState();
        Interlocked.Increment(ref challenges);
        var offers = Algorithms.Select(algorithm => string.Concat(
            $"Digest realm=\"{Realm}\", ",
            Qop ? "qop=\"auth\", " : "",
            $"nonce=\"{nonce}\", opaque=\"5ccc069c\"",
            algorithm is null ? "" : $", algorithm={algorithm}",
            stale ? ", stale=true" : ""));
        return Refuse(OffersBasic ? offers.Append("Basic realm=\"camera\"") : offers);
    }

    // Digest's field of use is what it is; the farm plays the camera's side of it.
#pragma warning disable CA5351
    private static string Hash(string? algorithm, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return Convert.ToHexStringLower(string.Equals(algorithm, "SHA-256", StringComparison.OrdinalIgnoreCase) ? SHA256.HashData(bytes) : MD5.HashData(bytes));
    }
#pragma warning restore CA5351

    [GeneratedRegex("""(?<name>\w+)=(?:"(?<quoted>[^"]*)"|(?<plain>[^\s,]+))""")]
    private static partial Regex Parameter();

    private sealed class NonceState
    {
        public SortedSet<int> Counts { get; } = [];

        public int Uses { get; set; }

        public bool IsExpired { get; set; }
    }
}
