using AutoCore.Core.Storage;
using AutoCore.Daemon.Storage;
using AutoCore.Policies.Storage;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Storage;

public sealed class OtherWritersTests : IDisposable
{
    private readonly DatabaseRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public void Look_AnotherConnectionCommits_CountsForAWhileAndOurOwnCommitsDoNot()
    {
        var path = _rig.MakeForeign("f.db", "CREATE TABLE t (a)");
        var clock = new TestClock();
        using var ours = ForeignDatabase.Open(path);
        using var theirs = ForeignDatabase.Open(path);
        var others = new OtherWriters(clock, areAssumed: true);
        Assert.True(others.Look(ours), "nothing is known yet");

        clock.Advance(BatchPolicy.OthersCountFor);
        ours.Execute("INSERT INTO t VALUES (1)");
        Assert.False(others.Look(ours));

        theirs.Execute("INSERT INTO t VALUES (2)");
        Assert.True(others.Look(ours));
        clock.Advance(BatchPolicy.OthersCountFor);
        Assert.False(others.Look(ours));

        others.Note();
        Assert.True(others.Look(ours));
    }
}
