using System.Collections;
using System.Text.Json;
using AutoCore.Core.Health;
using AutoCore.Core.Hosting;
using AutoCore.Daemon.Tests.Hosting;
using AutoCore.Policies.Health;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Health;

public sealed class StatusFileTests : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private readonly WorkerFixture fixture = new();
    private readonly TemporaryFolder folder = new();
    private readonly HostingOptions hosting;
    private readonly RuntimeDirectory runtime;

    public StatusFileTests()
    {
        hosting = new("node", folder["data"], folder["secrets"]);
        Directory.CreateDirectory(folder["run"]);
        runtime = new(hosting, new Hashtable { ["RUNTIME_DIRECTORY"] = folder["run"] });
    }

    public void Dispose()
    {
        fixture.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void TryWrite_State_IsReadableByAllAndFoundAgain()
    {
        fixture.Board.Post(new("disk", Rating.Warning, fixture.Time.GetUtcNow(), new Measure("used_percent", 81)));
        New().TryWrite();
        Assert.Equal("644", Convert.ToString((int)File.GetUnixFileMode(runtime.StatusFile), 8));
        var state = StatusReader.Find(runtime, hosting.DataDirectory)!.Value;
        Assert.Equal("warning", state.GetProperty("rating").GetString());
        Assert.Equal(81, state.GetProperty("disk").GetProperty("used_percent").GetDouble());
        Assert.Equal(hosting.DataDirectory, state.GetProperty("data_directory").GetString());
        Assert.Null(StatusReader.DescribeAge(state, Interval, fixture.Time.GetUtcNow()));
    }

    [Fact]
    public void TryWriteCameras_HoldsCamerasAloneAndTheStateHoldsNone()
    {
        fixture.Board.Put(new("cameras/Site/P1", Rating.Warning, fixture.Time.GetUtcNow(), new Measure("reason", "timeout")));
        fixture.Board.Put(new("cameras", Rating.Ok, fixture.Time.GetUtcNow()));
        New().TryWrite();
        New().TryWriteCameras();
        using var file = JsonDocument.Parse(File.ReadAllBytes(folder["run/cameras.json"]));
        var camera = Assert.Single(file.RootElement.GetProperty("cameras").EnumerateObject());
        Assert.Equal(("cameras/Site/P1", "timeout"), (camera.Name, camera.Value.GetProperty("reason").GetString()));
        Assert.False(StatusReader.Find(runtime, hosting.DataDirectory)!.Value.TryGetProperty("cameras/Site/P1", out _));
    }

    [Fact]
    public void Find_StateOfAnotherInstallation_IsNotTaken()
    {
        New().TryWrite();
        Assert.Null(StatusReader.Find(runtime, "/other"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{ \"ts\": ")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{ \"data_directory\": 5 }")]
    public void Find_DamagedState_IsNone(string text)
    {
        File.WriteAllText(runtime.StatusFile, text);
        Assert.Null(StatusReader.Find(runtime, hosting.DataDirectory));
    }

    [Fact]
    public void DescribeAge_OldStateOrOneOfTheFuture_IsStale()
    {
        New().TryWrite();
        var state = StatusReader.Find(runtime, hosting.DataDirectory)!.Value;
        Assert.Null(StatusReader.DescribeAge(state, Interval, fixture.Time.GetUtcNow().AddSeconds(99)));
        Assert.Contains("stale", StatusReader.DescribeAge(state, Interval, fixture.Time.GetUtcNow().AddSeconds(101)), StringComparison.Ordinal);
        Assert.Contains("stale", StatusReader.DescribeAge(state, Interval, fixture.Time.GetUtcNow().AddHours(-1)), StringComparison.Ordinal);
    }

    [Fact]
    public void DescribeAge_DaemonGone_SaysSo()
    {
        File.WriteAllText(runtime.StatusFile,
            $$"""{ "ts": {{fixture.Time.GetUtcNow().ToUnixTimeSeconds()}}, "pid": 999999999, "data_directory": "{{hosting.DataDirectory}}" }""");
        var state = StatusReader.Find(runtime, hosting.DataDirectory)!.Value;
        Assert.Contains("not running", StatusReader.DescribeAge(state, Interval, fixture.Time.GetUtcNow()), StringComparison.Ordinal);
    }

    [Fact]
    public void TryWrite_FolderGone_IsToldOnceAndSurvived()
    {
        Directory.Delete(folder["run"]);
        var file = New();
        file.TryWrite();
        file.TryWrite();
        Assert.Equal(1, fixture.Lines.Count(l => l.Event == "status-not-written"));
    }

    private StatusFile New() => new(fixture.Board, runtime, hosting, fixture.Time, fixture.Log<StatusFile>());
}
