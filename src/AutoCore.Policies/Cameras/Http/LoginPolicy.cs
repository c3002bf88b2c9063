namespace AutoCore.Policies.Cameras.Http;

/// <summary>How strongly a login proves who asks, weakest first.</summary>
public enum LoginStrength
{
    /// <summary>None was wanted yet.</summary>
    None,

    /// <summary>The password itself.</summary>
    Basic,

    /// <summary>A hash of it that MD5 makes.</summary>
    DigestMd5,

    /// <summary>A hash of it that SHA-256 makes.</summary>
    DigestSha256,
}

/// <summary>What is answered to a camera that asks for a login.</summary>
/// <param name="Strength">With what; <see cref="LoginStrength.None"/>: with nothing.</param>
/// <param name="Challenge">The challenge, for a digest.</param>
/// <param name="Problem">Why with nothing, if the camera asked for something that it must not get; or null.</param>
public readonly record struct LoginDecision(LoginStrength Strength, DigestChallenge? Challenge = null, string? Problem = null);

/// <summary>
/// Which of the logins that a camera offers is answered: the strongest, and none that is weaker than what it took before, since whoever stands in between may
/// ask for less.
/// </summary>
public static class LoginPolicy
{
    /// <summary>What a problem says of a camera that wants a weaker login than before.</summary>
    internal const string AsksForLess = "asks for less now";

    /// <summary>What it says of one that wants the password itself, and could do better.</summary>
    internal const string KnowsDigest = "the camera knows Digest";

    /// <summary>Chooses.</summary>
    /// <param name="headers">The values of <c>WWW-Authenticate</c>.</param>
    /// <param name="isEncrypted">Whether nobody on the way can read along.</param>
    /// <param name="taken">What the camera took before.</param>
    /// <param name="hasOfferedDigest">Whether it ever asked for a digest.</param>
    public static LoginDecision Choose(IReadOnlyList<string> headers, bool isEncrypted, LoginStrength taken, bool hasOfferedDigest = false)
    {
        var offer = LoginOffer.Read(headers);
        var decision = offer.Challenge is { } challenge ? new(StrengthOf(challenge), challenge) : offer.HasBasic ? new LoginDecision(LoginStrength.Basic)
            : default;
        if (decision.Strength == LoginStrength.None)
            return decision;
        if (decision.Strength < taken)
        {
            return new(
                LoginStrength.None,
                Problem: $"the camera took {Name(taken)} before and {AsksForLess} ({Name(decision.Strength)}): if that is right, change its entry in the " +
                    "settings, or name its Auth there");
        }
        return decision.Strength == LoginStrength.Basic && !isEncrypted && (hasOfferedDigest || offer.HasDigest)
            ? new(LoginStrength.None,
                Problem: $"{KnowsDigest}, and of what it offers now ({DigestChallenge.Describe(headers)}) only Basic can be answered, which shows the " +
                    "password to everybody on the way: use https, or \"Auth\": \"basic\"")
            : decision;
    }

    /// <summary>The strength of a challenge.</summary>
    public static LoginStrength StrengthOf(DigestChallenge challenge) => challenge.IsSha256 ? LoginStrength.DigestSha256 : LoginStrength.DigestMd5;

    /// <summary>What people call it.</summary>
    public static string Name(LoginStrength strength) => strength switch
    {
        LoginStrength.DigestSha256 => "Digest with SHA-256",
        LoginStrength.DigestMd5 => "Digest with MD5",
        LoginStrength.Basic => "Basic",
        _ => "no login",
    };

    /// <summary>The same as <c>Auth</c> says it.</summary>
    public static string SettingOf(LoginStrength strength) => strength switch
    {
        LoginStrength.None => "none",
        LoginStrength.Basic => "basic",
        _ => "digest",
    };
}
