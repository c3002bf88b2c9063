using System.Text.Json;
using System.Text.RegularExpressions;
using AutoCore.Core;
using AutoCore.Policies.Health;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Health;

/// <summary>What <c>docs/prometheus.md</c> and the dashboard name is there.</summary>
public sealed partial class PrometheusDocumentTests
{
    private static readonly HashSet<string> Names =
    [
        "autocore_build_info", "autocore_written_timestamp_seconds", "autocore_rating", "autocore_group_rating", "autocore_worker_failures",
        .. GroupCatalogue.All.SelectMany(g => g.Keys.Select(k => MetricsText.NameOf(g, k))).OfType<string>(),
    ];

    [Fact]
    public void Dashboard_AsksForMetricsThatThereAre()
    {
        using var dashboard = JsonDocument.Parse(File.ReadAllText(Repository.Combine("docs/grafana-dashboard.json")));
        var asked = dashboard.RootElement.GetProperty("panels").EnumerateArray().SelectMany(p => p.GetProperty("targets").EnumerateArray())
            .SelectMany(t => Metric().Matches(t.GetProperty("expr").GetString()!)).Select(m => m.Value).ToHashSet();

        Assert.True(asked.Count > 12);
        Assert.Empty(asked.Except(Names));
    }

    [Fact]
    public void Page_NamesMetricsThatThereAre() =>
        Assert.Empty(Metric().Matches(File.ReadAllText(Repository.Combine("docs/prometheus.md"))).Select(m => m.Value).Except(Names));

    [GeneratedRegex(@"\bautocore_[a-z0-9_]+")]
    private static partial Regex Metric();
}
