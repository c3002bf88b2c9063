using System.Globalization;
using AutoCore.CameraFarm.Behaviour;
using AutoCore.Core.Cameras;
using AutoCore.Core.Health;
using AutoCore.Daemon.Cameras;
using AutoCore.Daemon.Cameras.Rounds;
using AutoCore.Daemon.Hosting;
using AutoCore.Daemon.Tests.Cameras.Fence;
using AutoCore.Policies.Mqtt;
using AutoCore.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace AutoCore.Daemon.Tests.Cameras.Rounds;

/// <summary>Cameras that somebody asks for by name, over MQTT.</summary>
public sealed class NamedCaptureTests
{
    [Fact]
    public async Task OneCamera_IsStoredAlone_AndWhatIsKnownOfTheOthersStands()
    {
        await using var fixture = new CaptureFixture();
        var (first, second) = (fixture.Farm.Add("Shop/P1"), fixture.Farm.Add("Shop/P2"));
        var handler = HandlerOf(fixture);
        await handler.RunAsync(RequestArguments.None, default);

        var outcome = await handler.RunAsync(new("shop", "p2"), default);

        Assert.Equal((true, "Shop/P2 is stored"), (outcome.IsDone, outcome.Message));
        Assert.Equal((1, 2), (first.Requests, second.Requests));
        Assert.Equal(3, fixture.Pictures().Count);
        var reading = fixture.Services.GetRequiredService<HealthBoard>().Find("cameras")!;
        Assert.Equal((2, 2), (NumberOf(reading, "total"), NumberOf(reading, "stored")));
    }

    [Fact]
    public async Task OneCameraBeforeTheFirstRound_SaysNothingOfAll()
    {
        await using var fixture = new CaptureFixture();
        fixture.Farm.Add("Shop/P1");
        fixture.Farm.Add("Shop/P2");

        Assert.True((await HandlerOf(fixture).RunAsync(new("Shop", "P2"), default)).IsDone);

        Assert.Single(fixture.Pictures());
        Assert.Null(fixture.Services.GetRequiredService<HealthBoard>().Find("cameras"));
        Assert.Null(fixture.Services.GetRequiredService<RoundFile>().Read().Started);
    }

    [Fact]
    public async Task SiteAlone_IsAllItsCameras_AndOneThatFailsIsTold()
    {
        await using var fixture = new CaptureFixture();
        fixture.Farm.Add("Shop/P1");
        fixture.Farm.Add("Shop/P2", new() { Fault = Fault.Status(404) });
        var other = fixture.Farm.Add("Depot/P1");
        var handler = HandlerOf(fixture);

        var site = await handler.RunAsync(new("Shop", null), default);
        var camera = await handler.RunAsync(new("Shop", "P2"), default);

        Assert.Equal((false, "1 of 2 stored", 0), (site.IsDone, site.Message, other.Requests));
        Assert.False(camera.IsDone);
        Assert.StartsWith("Shop/P2: http-404", camera.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Shop", "P9", "no camera Shop/P9 is captured here: name site")]
    [InlineData("Shop", "Dor", "did you mean Door?")]
    [InlineData("Shpo", null, "did you mean Shop?")]
    [InlineData("Nowhere", null, "no camera Nowhere/* is captured here")]
    [InlineData("shop", "till", "shop/till is switched off: set its Enabled to true")]
    [InlineData("Depot", null, "Depot/* is switched off")]
    public async Task Scope_NobodyIsMeant_SaysWhyAndWhatHelps(string site, string? camera, string problem)
    {
        await using var fixture = new CaptureFixture();
        fixture.Farm.Add("Shop/Door");
        fixture.Farm.Add("Shop/Till");
        fixture.Farm.Add("Depot/P1");
        fixture.CameraSettings["Shop/Till"] = new() { ["Enabled"] = false };
        fixture.CameraSettings["Depot/P1"] = new() { ["Enabled"] = false };

        Assert.Contains(problem, HandlerOf(fixture).Scope(new(site, camera)).Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Shop", "P1", "Shop/P1", false)]
    [InlineData("shop", null, "Shop/P1 Shop/P2", false)]
    [InlineData("Shop", "P9", "", true)]
    [InlineData("Nowhere", null, "", true)]
    [InlineData(null, null, "", false)]
    public async Task Scope_IsTheCamerasThatAreMeant(string? site, string? camera, string labels, bool isProblem)
    {
        await using var fixture = new CaptureFixture();
        fixture.Farm.Add("Shop/P1");
        fixture.Farm.Add("Shop/P2");

        var scope = HandlerOf(fixture).Scope(new(site, camera));

        Assert.Equal((labels, isProblem), (string.Join(' ', scope.Subjects), scope.Problem is not null));
    }

    [Fact]
    public async Task CameraOutsideItsHours_IsAskedWhereItIsNamed()
    {
        await using var fixture = new CaptureFixture();
        fixture.Farm.Add("Shop/P1");
        var resting = fixture.Farm.Add("Shop/P2");
        var now = DateTime.Now;
        fixture.CameraSettings["Shop/P2"] =
            new() { ["Hours"] = string.Create(CultureInfo.InvariantCulture, $"{now.AddHours(3):HH:mm}-{now.AddHours(4):HH:mm}") };
        var handler = HandlerOf(fixture);
        await handler.RunAsync(RequestArguments.None, default);
        Assert.Equal(0, resting.Requests);

        Assert.True((await handler.RunAsync(new("Shop", "P2"), default)).IsDone);
    }

    [Fact]
    public async Task WhileARoundWaitsForASlowCamera_JoinsIt_AndIsDoneBeforeIt()
    {
        await using var fixture = new CaptureFixture();
        fixture.Farm.Add("Shop/P1");
        fixture.Farm.Add("Shop/Slow");
        using var release = new ManualResetEventSlim();
        var isSlow = false;
        var transport = new FakeTransport((camera, _) =>
        {
            if (camera.Name == "Slow" && Volatile.Read(ref isSlow))
                release.Wait(Eventually.DefaultTimeout);
            return FakeAnswer.Of(200, [("Content-Type", "image/jpeg")], SmallPicture.Bytes);
        });
        var handler = HandlerOf(fixture, transport);
        Assert.Equal("2 of 2 stored", (await handler.RunAsync(RequestArguments.None, default)).Message);
        Volatile.Write(ref isSlow, true);

        var slow = Task.Run(() => handler.RunAsync(new("Shop", "Slow"), default));
        await Eventually.TrueAsync(() => fixture.Services.GetRequiredService<CaptureLock>().TryTake() is not { } taken || Release(taken));
        var joined = await handler.RunAsync(new("Shop", "P1"), default);

        Assert.Equal(("Shop/P1 is stored", false), (joined.Message, slow.IsCompleted));
        release.Set();
        Assert.Equal("Shop/Slow is stored", (await slow).Message);
        var reading = fixture.Services.GetRequiredService<HealthBoard>().Find("cameras")!;
        Assert.Equal((2, 2), (NumberOf(reading, "total"), NumberOf(reading, "stored")));
        Assert.Equal(4, fixture.Pictures().Count);
    }

    [Fact]
    public async Task RoundThatEnds_TakesNobodyInAnyMore()
    {
        var camera = new CameraOptions("Shop", "P1", new("http://a/"), CameraAuth.None, null, null);
        var result = new CameraResult(camera, default, "", 1, default, null);
        var asked = new TaskCompletionSource<CameraResult>();
        var round = new OpenRound(static _ => null, _ => asked.Task);

        Assert.True(round.TryJoin(camera, out var joined));
        var closing = round.CloseAsync();

        Assert.False(round.TryJoin(camera, out _));
        Assert.False(closing.IsCompleted);
        asked.SetResult(result);
        Assert.Same(result, Assert.Single(await closing));
        Assert.Same(result, await joined);
    }

    /// <summary>A camera that still waited in a round was asked for by name, and then once more by the round.</summary>
    [Fact]
    public async Task CameraThatStillWaitsInTheRound_IsTakenOnce_AheadOfTheOthers_ForBoth()
    {
        await using var fixture = new CaptureFixture();
        fixture.Settings["MaxWorkers"] = 1;
        foreach (var name in new[] { "P1", "P2", "P3" })
            fixture.Farm.Add($"Shop/{name}");
        using var release = new SemaphoreSlim(0);
        var asked = new List<string>();
        var transport = new FakeTransport((camera, _) =>
        {
            lock (asked)
                asked.Add(camera.Name);
            Assert.True(release.Wait(Eventually.DefaultTimeout));
            return FakeAnswer.Of(200, [("Content-Type", "image/jpeg")], SmallPicture.Bytes);
        });
        var handler = HandlerOf(fixture, transport);
        var round = Task.Run(() => handler.RunAsync(RequestArguments.None, default));
        await Eventually.TrueAsync(() => CountOf(asked) == 1);
        var last = new[] { "P2", "P3" }.Except(asked).Last();

        // It has joined when this returns.
        var named = handler.RunAsync(new("Shop", last), default);
        release.Release(3);

        Assert.Equal($"Shop/{last} is stored", (await named).Message);
        Assert.Equal("3 of 3 stored", (await round).Message);
        Assert.Equal(3, asked.Count);
        Assert.Equal(3, fixture.Pictures().Count);
    }

    private static int CountOf(List<string> asked)
    {
        lock (asked)
            return asked.Count;
    }

    private static bool Release(IDisposable taken)
    {
        taken.Dispose();
        return false;
    }

    private static double? NumberOf(HealthReading reading, string key) => Assert.Single(reading.Measures, m => m.Key == key).Number;

    private static IRequestHandler HandlerOf(CaptureFixture fixture, FakeTransport? transport = null) => transport is null
        ? fixture.Services.GetServices<IRequestHandler>().Single(h => h.Verb == "capture")
        : ActivatorUtilities.CreateInstance<CaptureRequest>(fixture.Services, FakeTransport.RunnerOf(fixture.Services, transport, new Testing.LogList()));
}
