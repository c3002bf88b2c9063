using System.Collections;
using AutoCore.Core;
using AutoCore.Core.Cameras;
using AutoCore.Policies.Cameras.Capture;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Cameras.Rounds;

public sealed class RoundFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CamerasOptions _cameras;
    private readonly RoundFile _file;

    public RoundFileTests()
    {
        var path = _folder.Write("appsettings.json", $$"""
            { "AutoCore": { "DataDirectory": "{{_folder.Path}}", "Cameras": { "Sources": [{ "Site": "S", "Name": "P1", "Url": "http://a/1" }, { "Site": "S", "Name": "P2", "Url": "http://a/2" }, { "Site": "S", "Name": "P3", "Url": "http://a/3", "Interval": "00:05:00" }] } } }
            """);
        var options = LoadedSettings.Load(path, new Hashtable()).Options;
        _cameras = options.Cameras;
        _file = new(options.Hosting, _cameras);
    }

    public void Dispose()
    {
        _file.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void FileOfAnOlderVersion_IsRead_AndRepeatsNothing()
    {
        _folder.Write("capture/round.tsv", "start\t1700000000000\nend\t1700000000000\t1700000024300\t2\t0\t0\t24300\trefused=1,paused=1\n");

        var state = _file.Read();

        Assert.Equal((2, 0), (state.Summary!.Total, state.Summary.Stored));
        Assert.Equal(0, state.CountMissing(_cameras.Sources));
    }

    [Fact]
    public void LinkToWhatNeverEnds_IsNoState()
    {
        Directory.CreateDirectory(_folder["capture"]);
        File.CreateSymbolicLink(_folder["capture/round.tsv"], "/dev/zero");

        Assert.Null(_file.Read().Summary);
    }

    [Fact]
    public void LastReasonOfACamera_Counts()
    {
        _folder.Write(
            "capture/round.tsv",
            "start\t1\nfailed\tS/P1\ttimeout\nfailed\tS/P2\trefused\nend\t1\t2\t2\t0\t0\t1\t\nfailed\tS/P1\tauth\nfailed\tS/P3\tnonsense\nend\t1\t3\t2\t0\t0\t1\t\n");

        var state = _file.Read();

        Assert.Equal(1, state.CountMissing(_cameras.Sources));
        Assert.True(state.IsSettled("S/P1"));
        Assert.False(state.IsSettled("S/P2"));
        Assert.Equal(3, state.Summary!.Finished.ToUnixTimeMilliseconds());
    }

    [Fact]
    public void TornLine_DoesNotTakeTheNextAlong()
    {
        _folder.Write("capture/round.tsv", "start\t1\nfailed\tS/P");
        _file.Continue();
        _file.NoteFailed(_cameras.Sources[1], new(CaptureFault.Dns));
        _file.Close();

        Assert.Equal(["S/P2"], _file.Read().Failed.Keys);
    }

    [Fact]
    public void TurnOfACamera_IsKeptOverARoundOfTheOthers_AndOverItsPicture()
    {
        _folder.Write("capture/round.tsv", "start\t1\nend\t1\t2\t2\t2\t0\t1\t\n");
        _file.Continue(_ => At(5));
        _file.NoteStored(_cameras.Sources[2], "gone.jpg", default);
        _file.Close();
        Assert.Null(_file.Read().TurnOf(_cameras.Sources[2]));
        _file.Continue();
        _file.Finish(new(At(1), At(6), 3, 3, 0, default, new Dictionary<string, int>()));

        Assert.Equal(At(5), _file.Read().TurnOf(_cameras.Sources[2]));
        _file.Begin(At(8), label => label == "S/P3");
        _file.NoteFailed(_cameras.Sources[0], new(CaptureFault.Dns));
        _file.Finish(new(At(8), At(9), 3, 2, 0, default, new Dictionary<string, int>()));

        var state = _file.Read();
        Assert.Equal((At(8), At(5)), (state.TurnOf(_cameras.Sources[0]), state.TurnOf(_cameras.Sources[2])));
        _file.Begin(At(10));
        _file.Close();
        Assert.Null(_file.Read().TurnOf(_cameras.Sources[2]));
    }

    [Fact]
    public void TurnsOfYears_KeepTheFileSmall()
    {
        _folder.Write("cameras/1.jpg", "");
        _folder.Write("capture/round.tsv", "previous\t1\t2\t2\t2\t0\t1\t\nstart\t3\nfailed\tS/P1\tauth\nend\t3\t4\t2\t1\t0\t1\tauth=1\n"
            + string.Concat(Enumerable.Range(10, 10_000).Select(i => $"failed\tS/P3\ttimeout\t{i}\nend\t3\t{i}\t3\t1\t0\t1\t\n")));
        var before = _file.Read();

        _file.Continue(_ => At(20_000));
        _file.Close();

        var after = _file.Read();
        Assert.InRange(new FileInfo(Path.Combine(_folder.Path, "capture/round.tsv")).Length, 1, 1_000);
        Assert.Equal((before.Started, before.Summary!.Finished, before.Previous!.Finished), (after.Started, after.Summary!.Finished, after.Previous!.Finished));
        Assert.Equal(before.Failed, after.Failed);
        Assert.Equal((At(10_009), At(3)), (after.Turns["S/P3"], after.Turns["S/P1"]));
    }

    [Fact]
    public void TimeUntilWhichACameraIsLeftAlone_IsKept_UntilItIsAskedAgain()
    {
        _file.Begin(At(1));
        _file.NoteFailed(_cameras.Sources[0], CaptureReason.OfStatus(503), At(9_000));
        _file.NoteFailed(_cameras.Sources[1], CaptureReason.OfStatus(503), At(9_000));
        _file.Finish(new(At(1), At(2), 3, 1, 0, default, new Dictionary<string, int>()));

        _file.Begin(At(3), label => label == "S/P1");
        _file.Close();

        var state = _file.Read();
        Assert.Equal((At(9_000), null), (state.HeldUntil("S/P1", At(8_999)), state.HeldUntil("S/P2", At(8_999))));
        Assert.Equal(["S/P1"], state.Failed.Keys);
        // It is over, or a clock that was years ahead noted it.
        Assert.Null(state.HeldUntil("S/P1", At(9_000)));
        Assert.Null(state.HeldUntil("S/P1", At(9_000).AddDays(-2)));
        File.AppendAllText(Path.Combine(_folder.Path, "capture/round.tsv"), new string('\n', 300_000));
        _file.Continue();
        Assert.Equal(At(9_000), _file.Read().HeldUntil("S/P1", At(8_999)));
        _file.NoteFailed(_cameras.Sources[0], new(CaptureFault.Dns));
        _file.Close();
        Assert.Empty(_file.Read().Holds);
    }

    [Fact]
    public void RoundThatStoredNothing_DoesNotHideTheLastThatDid()
    {
        _folder.Write("capture/round.tsv", "previous\t1\t5\t2\t2\t0\t1\t\nstart\t6\nend\t6\t7\t2\t0\t0\t1\tdns=2\n");

        _file.Begin(DateTimeOffset.FromUnixTimeMilliseconds(8));
        _file.Close();

        Assert.Equal(5, _file.Read().Previous!.Finished.ToUnixTimeMilliseconds());
    }

    private static DateTimeOffset At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
