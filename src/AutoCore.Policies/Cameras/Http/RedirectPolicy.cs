namespace AutoCore.Policies.Cameras.Http;

/// <summary>Where a camera's redirect is followed to, and with what.</summary>
public static class RedirectPolicy
{
    /// <summary>Redirects of one request that are followed.</summary>
    public const int Most = 3;

    /// <summary>Follows a redirect, or not.</summary>
    /// <param name="camera">The camera's own address: who is entitled to its credentials.</param>
    /// <param name="asked">The address that answered.</param>
    /// <param name="status">The answer's status.</param>
    /// <param name="location">Where it leads, or null.</param>
    /// <param name="leavesHost">Whether the settings allow other hosts.</param>
    /// <returns>The address and whether the credentials may go there; null: the answer is the answer.</returns>
    public static Redirect? Follow(Uri camera, Uri asked, int status, string? location, bool leavesHost)
    {
        if (status is not (301 or 302 or 303 or 307 or 308) || location is null || AnswerPolicy.LeadsToLogin(location))
            return null;
        if (!Uri.TryCreate(asked, location, out var to) || to.Scheme is not ("http" or "https") || to.UserInfo.Length > 0 || !CredentialScope.IsNamed(to))
            return null;
        return CredentialScope.Allows(camera, to) ? new(to, IsForeign: false) : leavesHost ? new(to, IsForeign: true) : null;
    }

    /// <summary>Whether an address that only a redirect named may be asked: nothing of this machine, and nothing that is reached without a network.</summary>
    /// <param name="address">The 4 or 16 bytes of an IP address.</param>
    public static bool MayReach(ReadOnlySpan<byte> address)
    {
        if (address is [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, _, _, _, _])
            address = address[12..];
        return address.Length == 4
            ? address is not ([0 or 127 or >= 224, ..] or [169, 254, ..])
            : address is not ([0xFF, ..] or [0xFE, >= 0x80 and < 0xC0, ..]) && address[..^1].ContainsAnyExcept((byte)0);
    }
}

/// <summary>Where a redirect is followed to.</summary>
/// <param name="To">The address.</param>
/// <param name="IsForeign">Whether it is asked without credentials, as any stranger would ask.</param>
public readonly record struct Redirect(Uri To, bool IsForeign);
