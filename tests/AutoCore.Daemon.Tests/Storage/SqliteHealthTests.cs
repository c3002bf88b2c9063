using AutoCore.Policies.Health;

namespace AutoCore.Daemon.Tests.Storage;

public sealed class SqliteHealthTests : IDisposable
{
    private readonly DatabaseRig _rig = new();

    private Rating Present => _rig.Board.Find("sqlite")!.Rating;

    public void Dispose() => _rig.Dispose();

    [Fact]
    public void ReportFailure_LockHeldForAMoment_IsNoNews()
    {
        _rig.Health.Report(new LatencyFigures(1, 1, Rating.Ok));

        _rig.Health.ReportFailure();
        _rig.Health.ReportFailure();
        Assert.Equal(Rating.Ok, Present);
        _rig.Health.ReportFailure();
        Assert.Equal(Rating.Unknown, Present);
        _rig.Health.Report(new LatencyFigures(1, 1, Rating.Ok));
        _rig.Health.ReportFailure();
        Assert.Equal(Rating.Ok, Present);
    }

    [Fact]
    public void ReportFailure_NothingWasEverMeasured_IsUnknownAtOnce()
    {
        _rig.Health.ReportFailure();

        Assert.Equal(Rating.Unknown, Present);
    }
}
