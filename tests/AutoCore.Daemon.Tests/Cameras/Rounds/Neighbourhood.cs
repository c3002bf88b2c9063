using System.Text.Json.Nodes;
using AutoCore.Core.Cameras;
using AutoCore.Core.Health;
using AutoCore.Daemon.Cameras;
using AutoCore.Daemon.Cameras.Http;
using AutoCore.Daemon.Cameras.Rounds;
using AutoCore.Daemon.Tests.Cameras.Fence;
using AutoCore.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace AutoCore.Daemon.Tests.Cameras.Rounds;

/// <summary>Cameras in memory whose hosts come and go by a clock of the test's own, and the program's rounds over them.</summary>
internal sealed class Neighbourhood : IAsyncDisposable
{
    private readonly CaptureFixture _fixture = new();
    private readonly Func<string, TimeSpan, Exception?> _failure;
    private readonly Lock _gate = new();
    private CameraService? _service;

    /// <param name="hosts">Cameras of each host.</param>
    /// <param name="failure">What a camera of a name makes of a request at a time since the start, or null: it answers.</param>
    /// <param name="settings">Keys of the section <c>Cameras</c>.</param>
    public Neighbourhood(int[] hosts, Func<string, TimeSpan, Exception?> failure, params (string Key, JsonNode Value)[] settings)
    {
        _failure = failure;
        _fixture.Time = Clock;
        foreach (var (key, value) in settings)
            _fixture.Settings[key] = value;
        for (var host = 0; host < hosts.Length; host++)
        {
            for (var i = 0; i < hosts[host]; i++)
            {
                _fixture.Farm.Add($"H{host}/P{i}");
                _fixture.CameraSettings[$"H{host}/P{i}"] = new() { ["Url"] = $"http://h{host}.invalid/{i}.jpg" };
            }
        }
    }

    /// <summary>Keys of one camera, before anything is built.</summary>
    public Neighbourhood With(string camera, params (string Key, JsonNode Value)[] settings)
    {
        foreach (var (key, value) in settings)
            _fixture.CameraSettings[camera][key] = value;
        return this;
    }

    /// <summary>What a camera of a name answers instead of its picture at a time since the start, or null.</summary>
    public Func<CameraRequest, string, TimeSpan, FakeAnswer?> Instead { get; init; } = static (_, _, _) => null;

    /// <summary>The answer of a camera that wants to be left alone for some seconds.</summary>
    public static FakeAnswer Busy(int seconds) => FakeAnswer.Of(503, [("Retry-After", $"{seconds}")], []);

    public static Exception Away =>
        new HttpRequestException(
        HttpRequestError.ConnectionError, "away", new System.Net.Sockets.SocketException((int)System.Net.Sockets.SocketError.ConnectionRefused));

    public static Exception NameUnknown => new HttpRequestException(HttpRequestError.NameResolutionError, "unknown");

    public static Exception WrongPassword => new MissingSecret("401");

    public TestClock Clock { get; } = new();

    /// <summary>How often each camera was asked.</summary>
    public Dictionary<string, int> Asked { get; } = [];

    /// <summary>When each camera was asked last: what is done with its answer takes time of its own while the clock is moved.</summary>
    public Dictionary<string, TimeSpan> LastAsked { get; } = [];

    public IServiceProvider Services => _fixture.Services;

    public HealthBoard Board => Services.GetRequiredService<HealthBoard>();

    public RoundState State => Services.GetRequiredService<RoundFile>().Read();

    /// <summary>A file of the data directory.</summary>
    public string FileOf(string path) => Path.Combine(_fixture.DataDirectory, path);

    public TimeSpan Elapsed => Clock.GetElapsedTime(0);

    public double? Measure(string group, string key) => Board.Find(group)?.Measures.FirstOrDefault(m => m.Key == key).Number;

    public double? Measure(string key) => Board.Find("cameras")?.Measures.FirstOrDefault(m => m.Key == key).Number;

    /// <summary>Runs a round, as fast as the clock can be moved.</summary>
    public async Task<RoundOutcome> RunAsync(RoundState? resumed = null)
    {
        var running = Runner().RunAsync(new(Services.GetRequiredService<CamerasOptions>().Sources, resumed, IsWhole: true), _ => { }, default);
        await AdvanceUntilAsync(() => running.IsCompleted, TimeSpan.FromHours(1));
        return await running;
    }

    /// <summary>What a repeat of all cameras is asked to do.</summary>
    public RoundRequest Repeat()
    {
        var cameras = Services.GetRequiredService<CamerasOptions>().Sources;
        return new(cameras, State, IsWhole: true) { Again = cameras.Select(c => c.Label).ToHashSet(StringComparer.Ordinal) };
    }

    /// <summary>Starts the daemon's part.</summary>
    public Task StartAsync()
    {
        _service = ActivatorUtilities.CreateInstance<CameraService>(Services, Runner());
        return _service.StartAsync(default);
    }

    /// <summary>Ends it, and begins anew with what the card has.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        _fixture.Restart();
        await StartAsync();
    }

    /// <summary>Moves the clock by seconds, each with a moment for what they set off.</summary>
    public async Task AdvanceUntilAsync(Func<bool> isDone, TimeSpan limit)
    {
        for (var until = Elapsed + limit; !isDone(); Clock.Advance(TimeSpan.FromSeconds(1)))
        {
            Assert.True(Elapsed < until, "not within the limit");
            await Task.Delay(TimeSpan.FromMilliseconds(15));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _fixture.DisposeAsync();
    }

    private async Task StopAsync()
    {
        if (_service is not null)
            await _service.StopAsync(default);
        _service?.Dispose();
        _service = null;
    }

    private RoundRunner Runner() => FakeTransport.RunnerOf(Services, new FakeTransport(Answer), new Testing.LogList());

    private FakeAnswer Answer(CameraOptions camera, CameraRequest request)
    {
        lock (_gate)
        {
            LastAsked[camera.Label] = Elapsed;
            Asked[camera.Label] = Asked.GetValueOrDefault(camera.Label) + 1;
        }
        if (Instead(request, camera.Label, Elapsed) is { } other)
            return other;
        return _failure(camera.Label, Elapsed) is { } failure ? throw failure : FakeAnswer.Of(200, [("Content-Type", "image/jpeg")], SmallPicture.Bytes);
    }
}
