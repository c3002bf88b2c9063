using System.Security;
using System.Security.Cryptography;

namespace AutoCore.Policies.Cameras.Onvif;

/// <summary>The login of SOAP (WS-Security UsernameToken profile 1.0, PasswordDigest): a hash over a number used once, a time and the password. Devices refuse
/// a time that is not theirs.</summary>
public static class UsernameToken
{
    private const string Security = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
    private const string Utility = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
    private const string DigestType = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordDigest";
    private const string Base64 = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#Base64Binary";

    /// <summary>The header, as XML.</summary>
    /// <param name="userName">The user.</param>
    /// <param name="password">The password; the header does not hold it.</param>
    /// <param name="nonce">Random bytes.</param>
    /// <param name="created">The time by the device's clock, UTC.</param>
    public static string Compose(string userName, string password, ReadOnlySpan<byte> nonce, DateTimeOffset created)
    {
        var at = created.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return $"<w:Security s:mustUnderstand=\"1\" xmlns:w=\"{Security}\" xmlns:u=\"{Utility}\"><w:UsernameToken>"
            + $"<w:Username>{SecurityElement.Escape(userName)}</w:Username><w:Password Type=\"{DigestType}\">{Digest(nonce, at, password)}</w:Password>"
            + $"<w:Nonce EncodingType=\"{Base64}\">{Convert.ToBase64String(nonce)}</w:Nonce><u:Created>{at}</u:Created></w:UsernameToken></w:Security>";
    }

#pragma warning disable CA5350 // SHA-1 is the profile's, not our choice.
    private static string Digest(ReadOnlySpan<byte> nonce, string created, string password) =>
        Convert.ToBase64String(SHA1.HashData([.. nonce, .. Encoding.UTF8.GetBytes(created), .. Encoding.UTF8.GetBytes(password)]));
#pragma warning restore CA5350
}
