using System.Collections;
using AutoCore.Core;
using AutoCore.Core.Health;
using AutoCore.Core.Hosting;
using AutoCore.Daemon.Health;
using AutoCore.Daemon.Tests.Testing;
using AutoCore.Policies.Health;
using AutoCore.Testing;
using Microsoft.Extensions.Logging;

namespace AutoCore.Daemon.Tests.Health;

public sealed class MetricsFileTests : IDisposable
{
    private const string Memory = "/dev/shm";
    private readonly TemporaryFolder _card;
    private readonly string _memory;
    private readonly TestClock _clock = new();
    private readonly LogList _log = new();
    private readonly HealthBoard _board;

    public MetricsFileTests()
    {
        Assert.SkipUnless(Directory.Exists(Memory) && MountBelow.KindOf(Memory) == "tmpfs", $"{Memory} is no file system in memory");
        _card = new();
        _memory = Directory.CreateDirectory($"{Memory}/autocore-{Guid.NewGuid():n}").FullName;
        _board = new(_clock);
        _board.Post(new("memory", Rating.Ok, _clock.GetUtcNow(), new("available_mb", 200.5), new("total_mb", 512)));
        _board.Post(new("cameras/site/p1", Rating.Ok, _clock.GetUtcNow(), new Measure("bytes", 4711)));
    }

    public void Dispose()
    {
        _card.Dispose();
        Directory.Delete(_memory, recursive: true);
    }

    [Fact]
    public void TryWrite_FolderInMemory_IsReplacedWholeAndReadableByAll()
    {
        var metrics = Create(_memory);

        metrics.TryWrite();
        _board.Post(new("memory", Rating.Ok, _clock.GetUtcNow(), new Measure("available_mb", 100)));
        metrics.TryWrite();

        var file = Path.Combine(_memory, "metrics.prom");
        Assert.Contains("\nautocore_memory_available_bytes 100000000\n", File.ReadAllText(file), StringComparison.Ordinal);
        Assert.EndsWith("\n", File.ReadAllText(file), StringComparison.Ordinal);
        Assert.DoesNotContain("site", File.ReadAllText(file), StringComparison.Ordinal);
        Assert.True(File.GetUnixFileMode(file).HasFlag(UnixFileMode.OtherRead));
        Assert.Equal([file], Directory.GetFiles(_memory));
    }

    [Fact]
    public void TryWrite_FolderOnTheCard_IsLeftAndSaidOnce()
    {
        MountBelow.Require(_card.Path);
        Assert.SkipWhen(MountBelow.KindOf(_card.Path) == "tmpfs", "the temporary folder is no card's");
        var metrics = Create(_card.Path);

        metrics.TryWrite();
        metrics.TryWrite();

        Assert.Empty(Directory.GetFiles(_card.Path));
        Assert.Contains("wear the card", Assert.Single(_log.Lines, l => l.EventName == "metrics-not-written").Text, StringComparison.Ordinal);
    }

    [Fact]
    public void TryWrite_Off_WritesNothing()
    {
        Create(_memory, isOn: false).TryWrite();

        Assert.Empty(Directory.GetFiles(_memory));
        Assert.Empty(_log.Lines);
    }

    private MetricsFile Create(string folder, bool isOn = true)
    {
        var hosting = new HostingOptions("pi", _card.Path, _card["secrets"]);
        return new(_board, new(isOn), GroupCatalogue.All, new(hosting, new Hashtable { ["RUNTIME_DIRECTORY"] = folder }), hosting, _clock,
            LoggerFactory.Create(l => l.AddProvider(_log)).CreateLogger<MetricsFile>());
    }
}
