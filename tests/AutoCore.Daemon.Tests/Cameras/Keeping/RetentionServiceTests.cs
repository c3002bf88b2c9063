using AutoCore.Core.Health;
using AutoCore.Daemon.Cameras.Keeping;
using AutoCore.Daemon.Hosting;
using AutoCore.Daemon.Storage;
using AutoCore.Policies.Clock;
using AutoCore.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace AutoCore.Daemon.Tests.Cameras.Keeping;

public sealed class RetentionServiceTests : IDisposable
{
    private readonly PictureFolder _folder = new();
    private readonly List<BoardEvent> _events = [];

    public RetentionServiceTests()
    {
        _folder.Board.Raised += happened =>
        {
            lock (_events)
                _events.Add(happened);
        };
        _folder.AddDay("A", new(2026, 3, 12), "P1");
        _folder.AddDay("A", new(2026, 3, 13), "P1");
        _folder.AddDay("A", new(2026, 3, 20), "P1");
    }

    private string AuditFile => Path.Combine(_folder.Data, "audit.log");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Service_AtTheStartAndOnEachNewDay_RemovesAuditsAndTells()
    {
        using var service = Create();
        await service.StartAsync(CancellationToken.None);
        await Eventually.TrueAsync(() => Count() == 1);
        Assert.False(Directory.Exists(_folder["A/2026-03/12"]));
        Assert.True(Directory.Exists(_folder["A/2026-03/13"]));

        _folder.Time.Advance(TimeSpan.FromHours(1));
        _folder.Time.Advance(TimeSpan.FromHours(13));
        await Eventually.TrueAsync(() => Count() == 2);
        await service.StopAsync(CancellationToken.None);

        Assert.False(Directory.Exists(_folder["A/2026-03/13"]));
        var audit = await File.ReadAllLinesAsync(AuditFile);
        Assert.Equal(4, audit.Length);
        Assert.Contains(" delete image-retention ", audit[0], StringComparison.Ordinal);
        Assert.EndsWith(_folder["A/2026-03/12/P1_060000.jpg"], audit[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Service_ClockInDoubt_WaitsUntilItIsBelieved()
    {
        _folder.Board.PostFact(ClockVerdict.Doubted("it jumped"));
        using var service = Create();
        await service.StartAsync(CancellationToken.None);
        await Eventually.TrueAsync(() => _folder.Time.ActiveTimers > 0);
        _folder.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(0, Count());
        Assert.True(Directory.Exists(_folder["A/2026-03/12"]));

        _folder.Board.PostFact(ClockVerdict.Believed);
        await Eventually.TrueAsync(() =>
        {
            _folder.Time.Advance(TimeSpan.FromHours(1));
            return Count() == 1;
        });
        await service.StopAsync(CancellationToken.None);
    }

    private int Count()
    {
        lock (_events)
            return _events.Count(e => e.Type == "images-removed");
    }

    private RetentionService Create() => new(
        _folder.Keeper(), new AuditLog(new AuditPlace(AuditFile), _folder.Time, NullLogger<AuditLog>.Instance),
        new WorkerContext(_folder.Time, _folder.Board, new Heartbeats(_folder.Time), NullLoggerFactory.Instance));
}
