using AutoCore.Policies.Health;
using AutoCore.Policies.Hosting;

namespace AutoCore.Core.Health;

/// <summary>Something of note that happened once: a rating that changed, a clean-up, a database set aside.</summary>
/// <param name="Definition">What it is.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Facts">Its facts, keys in snake_case.</param>
internal sealed record BoardEvent(EventDefinition Definition, DateTimeOffset At, Rating Severity, params IReadOnlyList<Measure> Facts)
{
    private const int LongestMessage = 2000;

    /// <summary>Its stable name in kebab-case, as the journal's <c>EVENT</c>.</summary>
    public string Type => Definition.Name;

    /// <summary>One sentence for people; in the neutral form of foreign text, so that no payload, alert or page can forget it.</summary>
    public string Message { get; } = SafeText.Of(Sentence.Fill(Definition.English, key => Facts.FirstOrDefault(f => f.Key == key)), LongestMessage);

    /// <summary>How bad the log takes it for.</summary>
    public Severity LogSeverity => Definition.Severity is { } declared && declared.ToRating() == Severity ? declared : Severity.ToSeverity();

    /// <summary>Whether other events report the same, and better: no alert is made of this one.</summary>
    public bool IsReportedOtherwise { get; init; }

    /// <summary>The text of a fact, numbers as people write them; null if it is not known.</summary>
    public string? Find(string key)
    {
        var fact = Facts.FirstOrDefault(f => f.Key == key);
        return fact.Text ?? (fact.Number is { } number ? number.ToString(System.Globalization.CultureInfo.InvariantCulture) : null);
    }
}
