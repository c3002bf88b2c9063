using System.Text.Json;
using AutoCore.Daemon.Commands;

namespace AutoCore.Daemon.Tests.Commands;

public sealed class StatusScreenTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);

    private const string State = """
        {
          "ts": 1799999988, "rating": "warning", "node": "pi-zero", "version": "0.1.0", "pid": 7, "data_directory": "/var/lib/autocore",
          "backup": { "ts": 1, "rating": "ok", "last_verified_ts": 1799950000, "kept": 7 },
          "boot": { "ts": 1, "rating": "ok", "seconds": 31.2 },
          "cameras": { "ts": 1, "rating": "ok", "total": 345, "stored": 343, "failed": 2, "success_percent": 99.42, "round_seconds": 121.3, "last_round_ts": 1799996400, "frozen": 1 },
          "card": { "ts": 1, "rating": "ok", "written_mb_today": 143.2, "daemon_written_mb_today": 2.31, "errors": 0, "life_years": 12.3 },
          "clock": { "ts": 1, "rating": "ok", "synchronized": 1, "believed": 1 },
          "cpu": { "ts": 1, "rating": "ok", "temperature_celsius": 51.21, "load_1m": 0.42, "throttled": 0 },
          "disk": { "ts": 1, "rating": "warning", "used_percent": 82.4 },
          "disk/root": { "ts": 1, "rating": "ok", "used_percent": 61.7, "free_mb": 5400, "inodes_used_percent": 12.1, "read_only": 0, "mount": "/", "state": "watched" },
          "disk/mnt-cameras": { "ts": 1, "rating": "warning", "used_percent": 82.4, "free_mb": 1250, "inodes_used_percent": 3, "hours_to_critical": 5.2, "read_only": 1, "mount": "/mnt/cameras", "state": "watched" },
          "memory": { "ts": 1, "rating": "ok", "available_mb": 299, "total_mb": 512, "swap_used_mb": 12 },
          "neighbours/autocore-gateway.service": { "ts": 1, "rating": "ok", "memory_mb": 41.2, "swap_mb": 0, "running": 1, "venv_whole": 1, "venv_mb": 40, "port": 8000, "listening": 1 },
          "sqlite": { "ts": 1, "rating": "ok", "p50_ms": 0.41, "p99_ms": 8.13, "size_mb": 12.3, "wal_mb": 0.4 },
          "uptime": { "ts": 1, "rating": "warning", "days": 12.44 }
        }
        """;

    private const string Screen = """
        warning  pi-zero  (autocore 0.1.0, 61 MB resident, seen 12 s ago)

        ok       disk /            [######....]  62 %  5.4 GB free, inodes 12 %
        warning  disk /mnt/cameras [########..]  82 %  READ-ONLY, 1.3 GB free, full in …
        ok       memory            [####......]  42 %  299 of 512 MB free, swap 12 MB
        ok       cpu               load 0.42, 51.2 °C
        ok       card              today 143 MB, autocore 2.3 MB, lasts 12.3 years
        ok       sqlite            p50 0.4 ms, p99 8.1 ms, 12 MB, WAL 400 KB
        ok       cameras           343 of 345 stored, 99.4 %, 121 s, 60 min ago, 1 froz…
        ok       backup            verified 14 h ago, 7 kept
        ok       clock             synchronised
        -        boot              31 s
        -        uptime            12.4 days
        ok       autocore-gateway  41 MB, venv 40 MB, port 8000
        """;

    [Fact]
    public void Render_FullState_IsThisScreen() => Assert.Equal(Screen.ReplaceLineEndings("\n"), string.Join('\n', Render(State)));

    [Theory]
    [InlineData(1800000061, "341 of 345 stored, 4 again in 2 min")]
    [InlineData(1799999990, "341 of 345 stored, 4 again now")]
    public void Cameras_ThatWereOutOfReach_AreAskedAgain(long at, string expected)
    {
        using var json = JsonDocument.Parse($$"""{ "rating": "ok", "total": 345, "stored": 341, "missing": 4, "repeat_ts": {{at}} }""");
        Assert.Equal(expected, StatusLine.Of("cameras", json.RootElement, Now).Text);
    }

    [Fact]
    public void NoBackupYet_IsSaid()
    {
        using var json = JsonDocument.Parse("""{ "rating": "unknown", "kept": 0 }""");
        Assert.Equal("no backup yet", StatusLine.Of("backup", json.RootElement, Now).Text);
    }

    [Fact]
    public void Render_AnyState_FitsEightyColumns() => Assert.All(Render(State), line => Assert.InRange(line.Length, 0, 80));

    [Fact]
    public void Render_WithColors_PaintsRatingsOnly()
    {
        using var json = JsonDocument.Parse(State);
        var line = StatusScreen.Render(json.RootElement, Now, null, colors: true).Single(l => l.Contains("/mnt/cameras", StringComparison.Ordinal));
        Assert.StartsWith("\e[33mwarning \e[0m disk", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_WhatCouldNotBeRead_IsLeftOut()
    {
        var lines =
            Render("""{ "ts": 1800000000, "rating": "unknown", "node": "n", "version": "1", "memory": { "rating": "unknown" }, "card": { "rating": "unknown" }, "cameras": { "rating": "critical", "failure": "disk full" }, "other": { "rating": "ok", "ts": 1, "depth_m": 3 } }""");
        Assert.Contains("unknown  card     not known yet", lines);
        Assert.Contains("critical cameras  disk full", lines);
        Assert.Contains("ok       other    depth_m 3", lines);
    }

    private static List<string> Render(string state)
    {
        using var json = JsonDocument.Parse(state);
        return [.. StatusScreen.Render(json.RootElement, Now, 61.2, colors: false)];
    }
}
