namespace AutoCore.Core.Configuration;

/// <summary>What kind of thing stands at a key; a value from the environment is <see cref="Text"/> of unknown kind.</summary>
internal enum SettingKind
{
    Null,
    Text,
    Number,
    Flag,
    Section,
    List,

    /// <summary>A field of a CSV file: text that may stand for anything.</summary>
    Cell,
}

/// <summary>One value as it was given, and by whom.</summary>
/// <param name="Path">The key's full path, its parts joined by colons.</param>
/// <param name="Kind">What was written.</param>
/// <param name="Value">The value's text; for sections and lists empty.</param>
/// <param name="Origin">A file's name, or <see cref="EnvironmentOrigin"/>.</param>
/// <param name="Line">The line in that file, from 1; null for the environment.</param>
internal sealed record Setting(string Path, SettingKind Kind, string Value, string Origin, int? Line)
{
    /// <summary>The origin of values that environment variables set.</summary>
    public const string EnvironmentOrigin = "environment";

    /// <summary>Whether the value came from an environment variable, whose type cannot be told from its text.</summary>
    public bool IsFromEnvironment => ReferenceEquals(Origin, EnvironmentOrigin);

    /// <summary>Whether the value's type cannot be told from how it was written.</summary>
    public bool IsUntyped => IsFromEnvironment || Kind == SettingKind.Cell;

    /// <summary>Where it stands, as error lines begin: <c>appsettings.json:12: AutoCore:Node</c>.</summary>
    public string Place => IsFromEnvironment
        ? $"environment: {Path.Replace(":", "__", StringComparison.Ordinal)}"
        : $"{Origin}:{Line}: {Path}";
}
