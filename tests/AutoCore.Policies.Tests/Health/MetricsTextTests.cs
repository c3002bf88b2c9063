using AutoCore.Policies.Health;
using static AutoCore.Policies.Health.GroupKey;

namespace AutoCore.Policies.Tests.Health;

public sealed class MetricsTextTests
{
    private static readonly MetricsSource Source = new("pi", "1.2", Rating.Warning, 1_800_000_000);

    private static readonly GroupDefinition Disk =
        new("disk", "Disk", Gauge("used_percent", "used space"), Gauge("free_mb", "free space"), Counter("errors", "errors \\ since\nthe start"),
            Text("mount", "where"))
        {
            Part = "mount",
            IsWorstPart = true,
        };

    private static readonly GroupDefinition Cameras = new("cameras", "Cameras",
        Gauge("total", "cameras", "asked"), Gauge("failed_*", "cameras that gave none", "failures", label: "reason"), Gauge("last_round_ts", "when"),
        Setting("port", "port"), Flag("paused", "whether"));

    [Theory]
    [InlineData("used_percent", "autocore_disk_used_ratio")]
    [InlineData("free_mb", "autocore_disk_free_bytes")]
    [InlineData("errors", "autocore_disk_errors_total")]
    [InlineData("mount", null)]
    [InlineData("failures", "autocore_worker_failures")]
    public void NameOf_Key_HasTheBaseUnitAtItsEnd(string key, string? name) => Assert.Equal(name, MetricsText.NameOf(Disk, Disk.Find(key)!));

    [Fact]
    public void Compose_GroupOfItsWorstPart_LeavesTheNumbersToTheParts()
    {
        var text = Compose(
            new("disk", Rating.Warning, [new("used_percent", 81.25)]),
            new("disk/root", Rating.Warning, [new("used_percent", 81.25), new("free_mb", 12.5), new("mount", "/"), new("errors", 2)]),
            new("disk/usb", Rating.Ok, [new("used_percent", 7), new("mount", "/mnt/\"a\\b\"")]));

        Assert.Equal("""
            # HELP autocore_build_info The daemon that wrote this.
            # TYPE autocore_build_info gauge
            autocore_build_info{version="1.2",node="pi"} 1
            # HELP autocore_written_timestamp_seconds When this was written.
            # TYPE autocore_written_timestamp_seconds gauge
            autocore_written_timestamp_seconds 1800000000
            # HELP autocore_rating How the whole is: 0 ok, 1 unknown, 2 warning, 3 critical.
            # TYPE autocore_rating gauge
            autocore_rating 2
            # HELP autocore_group_rating How a group or part is: 0 ok, 1 unknown, 2 warning, 3 critical.
            # TYPE autocore_group_rating gauge
            autocore_group_rating{group="disk",part=""} 2
            autocore_group_rating{group="disk",part="root"} 2
            autocore_group_rating{group="disk",part="usb"} 0
            # HELP autocore_disk_used_ratio Used space.
            # TYPE autocore_disk_used_ratio gauge
            autocore_disk_used_ratio{mount="/"} 0.8125
            autocore_disk_used_ratio{mount="/mnt/\"a\\b\""} 0.07
            # HELP autocore_disk_free_bytes Free space.
            # TYPE autocore_disk_free_bytes gauge
            autocore_disk_free_bytes{mount="/"} 12500000
            # HELP autocore_disk_errors_total Errors \\ since\nthe start.
            # TYPE autocore_disk_errors_total counter
            autocore_disk_errors_total{mount="/"} 2

            """, text);
    }

    [Fact]
    public void Compose_ReasonsOfFailures_AreALabel()
    {
        var text =
            Compose(new MetricsReading(
                "cameras", Rating.Ok,
                    [new("total", 7), new("failed_timeout", 2), new("failed_not_found", 1), new("last_round_ts", 1_799_999_999), new("port", 80),
                    new("paused", 1)]));

        Assert.Contains("autocore_cameras_asked 7\n", text, StringComparison.Ordinal);
        Assert.Contains("autocore_cameras_failures{reason=\"timeout\"} 2\nautocore_cameras_failures{reason=\"not_found\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("autocore_cameras_last_round_timestamp_seconds 1799999999\n", text, StringComparison.Ordinal);
        Assert.Contains("autocore_cameras_paused 1\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("port", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Compose_WorkerFails_ItsFailuresAreAMetric() =>
        Assert.Contains(
        "autocore_worker_failures{worker=\"disk\"} 3\n",
            Compose(new MetricsReading("disk", Rating.Warning, [new("failures", 3), new("failure", "no such file")])), StringComparison.Ordinal);

    [Fact]
    public void Compose_TwoPartsOfOneName_IsOneSeries() =>
        Assert.Single(
        Compose(new("disk/a", Rating.Ok, [new("used_percent", 1), new("mount", "/x")]), new("disk/b", Rating.Ok, [new("used_percent", 2), new("mount", "/x")]))
            .Split('\n'),
            line => line.StartsWith("autocore_disk_used_ratio{", StringComparison.Ordinal));

    [Fact]
    public void Compose_WhatIsNotDeclared_IsItsRatingAlone() =>
        Assert.DoesNotContain(
        "autocore_other", Compose(new("other", Rating.Ok, [new("used_percent", 1)]), new("disk", Rating.Ok, [new("other", 1)])), StringComparison.Ordinal);

    [Fact]
    public void Compose_EndlessWords_AreCutShort() =>
        Assert.DoesNotContain(
        Compose(new MetricsReading("disk/a", Rating.Ok, [new("used_percent", 1), new("mount", new string('x', 5000))])).Split('\n'), line => line.Length > 400);

    private static string Compose(params MetricsReading[] readings) => MetricsText.Compose(Source, readings, [Disk, Cameras]);
}
