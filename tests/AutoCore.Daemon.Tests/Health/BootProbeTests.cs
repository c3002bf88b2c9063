using AutoCore.Core.Storage;
using AutoCore.Daemon.Health;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Health;

public sealed class BootProbeTests
{
    private readonly TestClock _clock = new();
    private readonly Queue<CommandOutcome?> _answers = new();
    private readonly BootProbe _probe;
    private int _asked;

    public BootProbeTests() => _probe = new(_clock, _ =>
    {
        _asked++;
        return Task.FromResult(_answers.Dequeue());
    });

    [Fact]
    public async Task ReadAsync_BootStillGoesOn_AsksAgainUntilItEndedAndThenNeverMore()
    {
        Answer("0\n", "0\n", "31250000\n");

        Assert.Null(await ReadLaterAsync(TimeSpan.Zero));
        Assert.Null(await ReadLaterAsync(TimeSpan.FromSeconds(29)));
        Assert.Equal(1, _asked);
        Assert.Null(await ReadLaterAsync(TimeSpan.FromSeconds(1)));
        Assert.Equal(31.25, await ReadLaterAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(31.25, await ReadLaterAsync(TimeSpan.FromHours(1)));
        Assert.Equal(3, _asked);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ReadAsync_NoSystemd_IsUnknownAndNotAskedAgain(bool isInstalled)
    {
        _answers.Enqueue(isInstalled ? new CommandOutcome(1, "", "System has not been booted with systemd") : null);

        Assert.Null(await ReadLaterAsync(TimeSpan.Zero));
        Assert.Null(await ReadLaterAsync(TimeSpan.FromHours(1)));
        Assert.Equal(1, _asked);
    }

    [Fact]
    public async Task ReadAsync_BootNeverEnds_GivesUp()
    {
        Answer("0", "0");

        Assert.Null(await ReadLaterAsync(TimeSpan.Zero));
        Assert.Null(await ReadLaterAsync(TimeSpan.FromMinutes(31)));
        Assert.Null(await ReadLaterAsync(TimeSpan.FromMinutes(31)));
        Assert.Equal(2, _asked);
    }

    private void Answer(params string[] outputs)
    {
        foreach (var output in outputs)
            _answers.Enqueue(new CommandOutcome(0, output, ""));
    }

    private Task<double?> ReadLaterAsync(TimeSpan after)
    {
        _clock.Advance(after);
        return _probe.ReadAsync(CancellationToken.None);
    }
}
