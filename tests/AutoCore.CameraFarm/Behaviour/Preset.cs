namespace AutoCore.CameraFarm.Behaviour;

/// <summary>A named behaviour with the verdict that a capture should come to.</summary>
public sealed record Preset(string Name, string Expected, Func<Camera> Create)
{
    public const string Ok = "ok";

    /// <summary>Other verdicts that are as right, where the specification leaves it open.</summary>
    public IReadOnlyList<string> AlsoRight { get; init; } = [];

    /// <summary>The secret that the inventory names; <see cref="Credentials.WrongPasswordKey"/> for a camera whose password is not known.</summary>
    public string PasswordKey { get; init; } = Credentials.PasswordKey;

    public bool Accepts(string verdict) => verdict == Expected || AlsoRight.Contains(verdict);
}

/// <summary>The farm's user and its secrets, by the names that the inventory uses.</summary>
public static class Credentials
{
    public const string UserName = "viewer";
    public const string Password = "s3cret: with \"quotes\" & 100%";
    public const string PasswordKey = "CAMERA_PASSWORD";
    public const string Token = "farm-token-0123456789";
    public const string TokenKey = "CAMERA_TOKEN";
    public const string WrongPasswordKey = "CAMERA_WRONG_PASSWORD";

    /// <summary>As environment variables or lines of a secrets file.</summary>
    public static IReadOnlyDictionary<string, string> Secrets { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [PasswordKey] = Password,
        [TokenKey] = Token,
        [WrongPasswordKey] = "not the password",
    };
}
