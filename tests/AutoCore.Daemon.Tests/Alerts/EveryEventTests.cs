using System.Text.RegularExpressions;
using AutoCore.Policies.Alerts;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Alerts;

/// <summary>Every event that is raised anywhere has its place: what it begins, what it ends, or that it does neither.</summary>
public sealed partial class EveryEventTests
{
    private static readonly IReadOnlyList<string> Sources =
        [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "AutoCore.Daemon"), "*.cs", SearchOption.AllDirectories).Where(f => !f.Contains("/obj/", StringComparison.Ordinal)).Select(File.ReadAllText)];

    [Fact]
    public void EveryEvent_OpensEndsSumsUpOrIsAMoment()
    {
        var raised = Sources.SelectMany(text => Calls().Matches(text)).SelectMany(call => Types().Matches(call.Value)).Select(m => m.Groups["type"].Value).ToHashSet(StringComparer.Ordinal);
        // These are put together, or passed on by the cameras' readings.
        raised.UnionWith(["disk-warning", "disk-critical", "disk-recovered", "rating-changed", "camera-failed", "cameras-failed", "camera-recovered", "cameras-recovered"]);
        var placed = AlertFamily.All.SelectMany(f => f.Openings.Concat(f.Ends).Concat(f.Sums)).Concat(AlertFamily.Moments).ToHashSet(StringComparer.Ordinal);

        Assert.Empty(raised.Except(placed, StringComparer.Ordinal));
        Assert.Empty(placed.Except(raised, StringComparer.Ordinal));
    }

    [Fact]
    public void EveryFamily_IsComparedWithThePresentState()
    {
        var all = string.Join('\n', Sources);
        var names = typeof(AlertFamily).GetFields().Where(f => f.IsLiteral).Select(f => f.Name).ToList();
        Assert.Equal(AlertFamily.All.Count, names.Count);
        // A good reading of its group ends a doubt about the clock.
        Assert.All(names.Where(n => n != nameof(AlertFamily.Clock)), name => Assert.Matches($@"Settle\w*\((new\()?AlertFamily\.{name}\b|new\(AlertFamily\.{name}\b", all));
        Assert.Equal(AlertRole.Closes(AlertFamily.Clock), AlertPolicy.OfGoodReading("clock"));
    }

    [GeneratedRegex("""Raise\((?:new\()?"?.{0,120}""", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Calls();

    [GeneratedRegex("""(?:Raise\((?:new\()?|\? |: )"(?<type>[a-z]+(-[a-z]+)+)",?""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Types();
}
