using System.Collections;
using System.Text.Json.Nodes;
using AutoCore.CameraFarm.Behaviour;
using AutoCore.CameraFarm.Pictures;
using AutoCore.CameraFarm.Program;
using AutoCore.CameraFarm.Serving;
using AutoCore.Core;
using AutoCore.Core.Cameras;
using AutoCore.Daemon.Cameras.Rounds;
using AutoCore.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AutoCore.Daemon.Tests.Cameras;

/// <summary>A farm and the capture half of a daemon, wired as in the program, with a data directory of its own.</summary>
internal sealed class CaptureFixture : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private IHost? _host;

    public CaptureFixture(FarmOptions? options = null) =>
        Farm = Farm.Start(options ?? new FarmOptions { Pictures = new PictureOptions { Width = 320, Height = 240, Scenes = 4 } });

    public Farm Farm { get; }

    public string Root => _folder["cameras"];

    public string DataDirectory => _folder.Path;

    /// <summary>The clock of what is built next.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>Keys of the section <c>Cameras</c> beyond what makes tests quick.</summary>
    public JsonObject Settings { get; } = new()
    {
        ["RetryBaseDelay"] = "00:00:00.020",
        ["DelayBetweenCameras"] = "00:00:00",
        ["ConnectTimeout"] = "00:00:05",
        ["FirstByteTimeout"] = "00:00:05",
        ["ImageTimeout"] = "00:00:10",
        ["MaxImageMb"] = 2,
    };

    /// <summary>The section <c>Mqtt</c> of the node <c>pi</c>, if there is one.</summary>
    public JsonObject? Mqtt { get; set; }

    /// <summary>Keys of single cameras, by the camera's name in the farm.</summary>
    public Dictionary<string, JsonObject> CameraSettings { get; } = [];

    public IServiceProvider Services => (_host ??= Build()).Services;

    /// <summary>Writes the settings and returns their file.</summary>
    public string WriteConfiguration(Func<FarmCamera, string>? passwordKey = null)
    {
        var sources = JsonNode.Parse(Source.ToJson(Farm.Cameras.Select(c => Source.Of(c, passwordKey?.Invoke(c) ?? Credentials.PasswordKey))))!.AsArray();
        foreach (var (camera, source) in Farm.Cameras.Zip(sources))
        {
            foreach (var (key, value) in CameraSettings.GetValueOrDefault(camera.Name) ?? [])
                source![key] = value?.DeepClone();
        }
        var cameras = (JsonObject)Settings.DeepClone();
        cameras["Sources"] = sources;
        var configuration = new JsonObject
        {
            ["AutoCore"] = new JsonObject { [nameof(DataDirectory)] = DataDirectory, ["SecretsFile"] = _folder["none.env"], ["Cameras"] = cameras },
            ["Logging"] = new JsonObject { ["LogLevel"] = new JsonObject { ["Default"] = Mqtt is null ? "None" : "Warning" } },
        };
        if (Mqtt is not null)
        {
            configuration["AutoCore"]!["Node"] = "pi";
            configuration["AutoCore"]![nameof(Mqtt)] = Mqtt.DeepClone();
        }
        return _folder.Write("appsettings.json", configuration.ToJsonString());
    }

    /// <summary>Begins anew, as after a restart; with <paramref name="passwordKey"/>, cameras whose password is another one.</summary>
    public void Restart(Func<FarmCamera, string>? passwordKey = null)
    {
        _host?.Dispose();
        _host = Build(passwordKey);
    }

    /// <summary>Runs a whole round, or goes on with one.</summary>
    public Task<RoundOutcome> RunAsync(RoundState? resumed = null, CancellationToken cancellationToken = default)
    {
        var cameras = Services.GetRequiredService<CamerasOptions>().Sources;
        return Services.GetRequiredService<RoundRunner>().RunAsync(new(cameras, resumed, IsWhole: true), _ => { }, cancellationToken);
    }

    /// <summary>All pictures below the root but the latest ones, as paths.</summary>
    public IReadOnlyList<string> Pictures() =>
        [.. Directory.EnumerateFiles(Root, "*.jpg", SearchOption.AllDirectories).Where(p => !p.Contains("/latest/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];

    public string Latest(FarmCamera camera) => Path.Combine(Root, Path.GetDirectoryName(camera.Name)!, "latest", $"{Path.GetFileName(camera.Name)}.jpg");

    public async ValueTask DisposeAsync()
    {
        _host?.Dispose();
        await Farm.DisposeAsync();
        _folder.Dispose();
    }

    private IHost Build(Func<FarmCamera, string>? passwordKey = null)
    {
        var environment = new Hashtable();
        foreach (var (key, value) in Credentials.Secrets)
            environment[key] = value;
        var settings = LoadedSettings.Load(WriteConfiguration(passwordKey), environment);
        Assert.Empty(settings.Report.Errors);
        return DaemonHost.Build(settings, environment, Time, verbose: false);
    }
}
