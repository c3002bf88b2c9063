using System.Text.Json;
using AutoCore.Core.Cameras;
using AutoCore.Daemon.Commands;

namespace AutoCore.Daemon.Tests.Commands;

public sealed class FailingCamerasTests
{
    [Fact]
    public void None_SaysNothing() => Assert.Empty(Render(("Shop/P1", "\"reason\":\"ok\""), ("Shop/P2", "\"flags\":\"frozen\"")));

    [Fact]
    public void Many_AreFiveAtMost_ByReason_WithWhatHelps_In80Columns()
    {
        var lines = Render(
            [.. Enumerable.Range(1, 7).Select(i => ($"Shop/P{i}", $"\"reason\":\"timeout\",\"remedy\":\"check Url and network; a slow link needs a longer ConnectTimeout than most\",\"failing_since_ts\":{1795500000 + i}")),
                ("Yard/P1", "\"reason\":\"auth\",\"remedy\":\"check UserName\"")]);

        Assert.Equal("", lines[0]);
        Assert.Equal("Without a picture: 8", lines[1]);
        Assert.StartsWith("  timeout (7): Shop/P1 since 2026-11-24 06:00:01 +00:00, Shop/P2", lines[2], StringComparison.Ordinal);
        Assert.DoesNotContain(lines, l => l.Contains("P6", StringComparison.Ordinal) || l.Contains("Yard", StringComparison.Ordinal));
        Assert.All(lines, l => Assert.True(l.Length <= 80, l));
        Assert.Contains("    sudo autocore cameras check --site Shop --camera P1", lines);
    }

    [Fact]
    public void Reasons_TheMostFrequentComesFirst()
    {
        var lines = Render(("Shop/P1", "\"reason\":\"auth\""), ("Shop/P2", "\"reason\":\"dns\""), ("Shop/P3", "\"reason\":\"dns\""));

        Assert.Equal(["  dns (2): Shop/P2, Shop/P3", "  auth (1): Shop/P1"], lines.Where(l => l.Contains("):", StringComparison.Ordinal)));
    }

    private static List<string> Render(params (string Camera, string State)[] cameras)
    {
        using var json = JsonDocument.Parse($$"""{"cameras":{ {{string.Join(',', cameras.Select(c => $"\"cameras/{c.Camera}\":{{{c.State}}}"))}} } }""");
        CameraOptions[] known = [.. cameras.Select(c => c.Camera.Split('/')).Select(c => new CameraOptions(c[0], c[1], new Uri("http://127.0.0.1/"), CameraAuth.None, null, null))];
        return [.. FailingCameras.Render(json.RootElement, known, TimeZoneInfo.Utc)];
    }
}
