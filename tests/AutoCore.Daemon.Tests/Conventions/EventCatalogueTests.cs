using System.Reflection;
using System.Text.RegularExpressions;
using AutoCore.Core;
using AutoCore.Core.Health;
using AutoCore.Policies.Alerts;
using AutoCore.Policies.Health;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Conventions;

/// <summary>Every event is declared once and in use, says what it means, and has the end or the beginning that belongs to it.</summary>
public sealed partial class EventCatalogueTests
{
    /// <summary>Events that someone should look at, but that are over as they happen.</summary>
    private static readonly string[] Moments = ["clock-jumped", "database-set-aside"];

    /// <summary>All of the source, calls in one line with their first argument.</summary>
    private static readonly string Sources = Regex.Replace(
        string.Join('\n', Directory.GetFiles(Repository.Combine("src"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText)), @"\(\s*\n\s*", "(");

    private static readonly Dictionary<string, EventDefinition> Definitions = Declared<EventDefinition>();

    private static readonly Dictionary<string, Condition> Conditions = Declared<Condition>();

    /// <summary>Events that are raised on the board, and so reach subscribers, alerts and the page.</summary>
    private static readonly HashSet<EventDefinition> Raised =
    [
        .. RaisedNames().Matches(Sources).SelectMany(call => EventNames().Matches(call.Value)).Where(m => Definitions.ContainsKey(m.Value))
        .Select(m => Definitions[m.Value]),
        .. Definitions.Values.Where(d => d.Sums is not null), HealthEvents.RatingChanged,
    ];

    [Fact]
    public void Catalogue_HasEveryDefinitionOnce()
    {
        Assert.Equal(Definitions.Values.OrderBy(d => d.Id).Select(d => d.Name), EventCatalogue.All.OrderBy(d => d.Id).Select(d => d.Name));
        Assert.Equal(Definitions.Count, Definitions.Values.DistinctBy(d => d.Id).Count());
        Assert.Equal(Definitions.Count, Definitions.Values.DistinctBy(d => d.Name).Count());
        Assert.All(Definitions.Values, d => Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*$", d.Name));
    }

    [Fact]
    public void Definitions_AreAllInUse() =>
        Assert.Empty(Definitions.Where(d => d.Value.Sums is null && !UseOf(d.Key).IsMatch(Sources)).Select(d => d.Key));

    [Fact]
    public void Definitions_SayWhatTheyMean_AndCarryTheFactsOfTheirSentences() => Assert.All(Definitions.Values, d =>
    {
        Assert.NotEmpty(d.Means);
        Assert.NotEmpty(d.Remedy);
        Assert.All(d.Facts, f => Assert.Matches("^[a-z0-9]+(_[a-z0-9]+)*$", f));
        Assert.Empty(d.Facts.Intersect(["ts", "type", "severity", "message"]));
        Assert.Empty(Sentence.Keys(d.Portuguese ?? "").Except(d.Facts));
    });

    [Fact]
    public void RaisedEvents_SpeakPortuguese_AndOthersNeedNot()
    {
        Assert.InRange(Raised.Count, 50, Definitions.Count);
        Assert.Empty(Definitions.Values.Where(d => Raised.Contains(d) != (d.Portuguese is not null)).Select(d => d.Name));
    }

    [Fact]
    public void Conditions_HaveABeginningAndAnEnd()
    {
        Assert.All(Conditions, c =>
        {
            Assert.Contains(Definitions.Values, d => d.Opens == c.Value);
            Assert.Contains(Definitions.Values, d => d.Ends == c.Value);
        });
        Assert.All(Definitions.Values.Where(d => d.Opens is not null || d.Ends is not null), d =>
        {
            Assert.Contains(d.Opens ?? d.Ends, Conditions.Values);
            Assert.Contains(d, Raised);
            Assert.Empty((d.Opens ?? d.Ends)!.Subject.Except(d.Facts));
        });
    }

    [Fact]
    public void Ends_CloseTheAlertThatTheirBeginningsOpen() => Assert.All(Definitions.Values.Where(d => d.Opens is not null && d.Ends is null), opening =>
    {
        var opened = AlertPolicy.Classify(opening, opening.Severity!.Value.ToRating(), static fact => fact);
        Assert.Equal(AlertKind.Opens, opened.Kind);
        Assert.Equal(new AlertRole(AlertKind.Closes, opened.Key),
            AlertPolicy.Classify(Definitions.Values.Single(d => d.Ends == opening.Opens), Rating.Ok, static fact => fact));
    });

    [Fact]
    public void RaisedAlarms_BeginSomethingOrAreMoments() =>
        Assert.Equal(Moments, Raised.Where(d => d.Severity >= Severity.Warning && d.Opens is null && d.Sums is null).Select(d => d.Name)
            .Order(StringComparer.Ordinal));

    [Fact]
    public void Ends_AreNoAlarms_AndBeginningsAre()
    {
        Assert.All(Definitions.Values.Where(d => d.Ends is not null && d.Opens is null), d => Assert.Equal(Severity.Info, d.Severity));
        Assert.All(Definitions.Values.Where(d => d.Opens is not null && d.Ends is null),
            d => Assert.InRange(d.Severity!.Value, Severity.Warning, Severity.Critical));
    }

    [Fact]
    public void Conditions_KeysBelongToOneOnly() => Assert.All(Conditions.Values, c =>
        Assert.Equal(c, Assert.Single(Conditions.Values, other => other.Covers(c.KeyOf(static _ => "x")))));

    [Fact]
    public void Conditions_AreAllSettled() =>
        Assert.Empty(Conditions.Keys.Where(name => !Regex.IsMatch(Sources, $@"Settle\w*\((new\(|AlertState\.\w+\()?{Regex.Escape(name)}\b")));

    [Fact]
    public void Sums_StandForWhatTheySumUp_OnBothSides()
    {
        var sums = Definitions.Values.Where(d => d.Sum is not null).ToList();
        Assert.All(sums, d => Assert.Equal((d.Opens ?? d.Ends, d.Severity), (d.Sum!.Sums, d.Sum.Severity)));
        // What can begin many times at once can be over many times at once.
        Assert.Equal(sums.Where(d => d.Opens is not null).Select(d => d.Opens!.Prefix).Order(StringComparer.Ordinal), sums.Where(d => d.Ends is not null)
            .Select(d => d.Ends!.Prefix).Order(StringComparer.Ordinal));
        Assert.Equal(Definitions.Values.Where(d => d.Sums is not null).OrderBy(d => d.Id), sums.Select(d => d.Sum!).OrderBy(d => d.Id));
    }

    [Fact]
    public void Log_IsWrittenByDefinitionsOnly() => Assert.DoesNotContain("LoggerMessage", Sources, StringComparison.Ordinal);

    private static Dictionary<string, T> Declared<T>()
        where T : class =>
            typeof(EventCatalogue).Assembly.GetTypes()
            .Where(t => t.Name.EndsWith("Events", StringComparison.Ordinal) && t is { IsAbstract: true, IsSealed: true })
        .SelectMany(t => t.GetProperties(BindingFlags.Public | BindingFlags.Static).Where(p => p.PropertyType == typeof(T))
            .Select(p => (Name: $"{t.Name}.{p.Name}", Value: (T)p.GetValue(null)!)))
        .ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal);

    private static Regex UseOf(string name) => new($@"\b{Regex.Escape(name)}\b");

    [GeneratedRegex(@"(Raise(As|Each)?\(|Tell\((?=\w+Events\.))[^;]{0,800};", RegexOptions.ExplicitCapture)]
    private static partial Regex RaisedNames();

    [GeneratedRegex(@"\b[A-Z]\w*Events\.[A-Z]\w*")]
    private static partial Regex EventNames();
}
