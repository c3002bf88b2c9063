using AutoCore.Policies.Hosting;

namespace AutoCore.Policies.Health;

/// <summary>One number or word of a reading or event; the unit stands in the key (<c>free_mb</c>).</summary>
public readonly record struct Measure(string Key, double? Number, string? Text)
{
    private const int LongestText = 4096;

    /// <summary>The word; in the neutral form of foreign text, so that no payload, screen or page can forget it.</summary>
    public string? Text { get; } = Text is null ? null : SafeText.Of(Text, LongestText);

    /// <summary>A number; null, NaN and infinity mean "could not be read", and the key is left out of every payload.</summary>
    public Measure(string key, double? number)
        : this(key, number is { } n && double.IsFinite(n) ? n : null, null)
    {
    }

    /// <summary>A flag, as 0 or 1.</summary>
    public Measure(string key, bool flag)
        : this(key, flag ? 1 : 0, null)
    {
    }

    /// <summary>A flag that may not be known.</summary>
    public static Measure OfFlag(string key, bool? flag) => new(key, flag is { } known ? (known ? 1 : 0) : null, null);

    /// <summary>A word.</summary>
    public Measure(string key, string? text)
        : this(key, null, text)
    {
    }

    /// <summary>A length of time, as <c>hh:mm:ss</c>.</summary>
    public Measure(string key, TimeSpan length)
        : this(key, null, $"{length:c}")
    {
    }

    /// <summary>Whether there is something to tell.</summary>
    public bool IsKnown => Number is not null || Text is not null;
}
