using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using AutoCore.CameraFarm.Behaviour;

namespace AutoCore.CameraFarm.Onvif;

/// <summary>Verifies a UsernameToken in full: user, hash, a time by the device's clock, and that it is used once.</summary>
internal sealed partial class TokenCheck
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, bool> used = new(StringComparer.Ordinal);

    public bool IsGood(string body, DateTimeOffset now)
    {
        var (user, hash, nonce, created) = (Find(User(), body), Find(Hash(), body), Find(Nonce(), body), Find(Created(), body));
        if (user != Credentials.UserName || !DateTimeOffset.TryParse(created, CultureInfo.InvariantCulture, out var at)) return false;
        if ((at - now).Duration() > Tolerance || !used.TryAdd(nonce, true)) return false;
#pragma warning disable CA5350 // The device's side of the protocol.
        var expected = SHA1.HashData([.. Convert.FromBase64String(nonce), .. Encoding.UTF8.GetBytes(created + Credentials.Password)]);
#pragma warning restore CA5350
        return hash == Convert.ToBase64String(expected);
    }

    private static string Find(Regex pattern, string body) => pattern.Match(body).Groups[1].Value;

    [GeneratedRegex("Username>([^<]*)<")]
    private static partial Regex User();

    [GeneratedRegex("#PasswordDigest\"[^>]*>([^<]*)<")]
    private static partial Regex Hash();

    [GeneratedRegex("Nonce[^>]*>([^<]*)<")]
    private static partial Regex Nonce();

    [GeneratedRegex("Created[^>]*>([^<]*)<")]
    private static partial Regex Created();
}
