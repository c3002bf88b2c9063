namespace AutoCore.Core.Configuration;

/// <summary>A value with its origin: what a setting falls back to when neither file nor environment gives it.</summary>
/// <param name="Value">The value.</param>
/// <param name="Origin"><c>default</c>, a profile's name, or a drop-in's file name.</param>
internal readonly record struct Fallback<T>(T Value, string Origin)
{
    public static implicit operator Fallback<T>(T value) => new(value, "default");
}

/// <summary>A setting as it takes effect, for <c>autocore config</c>.</summary>
internal sealed record EffectiveSetting(string Path, string Value, string Origin);

/// <summary>A setting as the documentation and the editor's schema know it.</summary>
/// <param name="Path">The key's full path; entries of lists stand under <c>[]</c>.</param>
/// <param name="Form">What may be written: the type with its range or choices.</param>
/// <param name="Default">The value without file, profile and environment.</param>
/// <param name="Sentence">What it is for.</param>
internal sealed record SettingDescription(string Path, SettingForm Form, string Default, string Sentence);

/// <summary>The type of a setting with its bounds.</summary>
/// <param name="Type">A JSON type: <c>string</c>, <c>integer</c>, <c>number</c>, <c>boolean</c>, <c>array</c>, or <c>duration</c>.</param>
/// <param name="Allowed">What error messages offer.</param>
/// <param name="Choices">The only values, if they are few.</param>
/// <param name="Nullable">Whether null is a value of its own.</param>
internal sealed record SettingForm(string Type, string Allowed, IReadOnlyList<string>? Choices = null, bool Nullable = false, double? Minimum = null,
    double? Maximum = null);

/// <summary>Collects what reading the settings brings to light: every mistake, every value with its origin, and the register of all keys.</summary>
internal sealed class SettingReport
{
    private readonly HashSet<string> _used = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Mistakes that end the start with exit code 78; a line each, with file, key, what is wrong and what is allowed.</summary>
    public List<string> Errors { get; } = [];

    /// <summary>What works but deserves a look.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary>Every setting in the order of the documentation.</summary>
    public List<EffectiveSetting> Effective { get; } = [];

    /// <summary>Every key that exists.</summary>
    public List<SettingDescription> Register { get; } = [];

    /// <summary>Takes over what another file brought to light; the register of keys stays.</summary>
    public void Add(SettingReport other)
    {
        Errors.AddRange(other.Errors);
        Warnings.AddRange(other.Warnings);
        Effective.AddRange(other.Effective);
    }

    /// <summary>Marks a path as known, whether or not it is set.</summary>
    public void Use(string path) => _used.Add(path);

    /// <summary>Whether a path was read by any feature.</summary>
    public bool IsUsed(string path) => _used.Contains(path);

    /// <summary>The known paths, for suggestions.</summary>
    public IEnumerable<string> Used => _used;
}
