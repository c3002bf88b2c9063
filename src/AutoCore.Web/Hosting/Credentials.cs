using System.Security.Cryptography;
using AutoCore.Core.Hosting;
using AutoCore.Core.Storage;
using AutoCore.Core.Web;

namespace AutoCore.Web.Hosting;

/// <summary>The password and the token, compared in a time that tells nothing of either: only hashes with a key of this process are kept.</summary>
internal sealed class Credentials
{
    private readonly byte[] _key = [];
    private readonly byte[]? _password;
    private readonly byte[]? _token;

    public Credentials(string? password, string? token)
    {
        // Without a secret there is nothing to compare, and the library of cryptography stays away.
        if (password is null && token is null)
            return;
        _key = RandomNumberGenerator.GetBytes(32);
        _password = password is null ? null : Hash(password);
        _token = token is null ? null : Hash(token);
    }

    /// <summary>Whether a visitor must say who he is.</summary>
    public bool AreNeeded => _password is not null || _token is not null;

    /// <summary>What an answer without credentials asks for (<c>WWW-Authenticate</c>).</summary>
    public string Challenge => _password is not null ? "Basic realm=\"AutoCore\", charset=\"UTF-8\"" : "Bearer realm=\"AutoCore\"";

    /// <summary>Reads the secrets that the settings name.</summary>
    /// <exception cref="StartFailure">One was not found.</exception>
    public static Credentials Find(WebOptions options, Secrets secrets)
    {
        string? Find(string? key, string setting) => key is null ? null
            : secrets.Find(key) is var found && found.Value is { Length: > 0 } value ? value
            : throw new StartFailure(ExitCodes.Configuration, $"AutoCore:Web:{setting}: {found.Problem}");
        return new(Find(options.PasswordKey, nameof(options.PasswordKey)), Find(options.TokenKey, nameof(options.TokenKey)));
    }

    /// <summary>Whether an <c>Authorization</c> header is right: <c>Basic</c> with any user name and the password, or <c>Bearer</c> with the token.</summary>
    public bool Accept(string header)
    {
        if (header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
            return IsRight(header["Bearer ".Length..].Trim(), _token);
        if (!header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
            return false;
        var bytes = new byte[header.Length];
        if (!Convert.TryFromBase64String(header["Basic ".Length..].Trim(), bytes, out var length))
            return false;
        var text = Encoding.UTF8.GetString(bytes, 0, length);
        return text.IndexOf(':') is >= 0 and var colon && IsRight(text[(colon + 1)..], _password);
    }

    private bool IsRight(string given, byte[]? wanted) => CryptographicOperations.FixedTimeEquals(Hash(given), wanted ?? _key) && wanted is not null;

    private byte[] Hash(string secret) => HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(secret));
}
