using System.Collections;
using System.Diagnostics;
using AutoCore.Core;
using AutoCore.Core.Health;
using AutoCore.Daemon.Hosting;
using AutoCore.Daemon.Mqtt;
using AutoCore.Policies.Health;
using AutoCore.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AutoCore.Benchmarks.Mqtt;

/// <summary>What publishing costs: every group of the contract, two mounts, two neighbours, at each interval, to a real mosquitto.</summary>
internal static class MqttBenchmark
{
    private const int WarmUp = 200;
    private const int Intervals = 2_000;
    private const int IntervalsPerHour = 120;
    private const int MessagesPerInterval = 15;

    public static async Task RunAsync(TextWriter section)
    {
        await using var broker = await PrivateMosquitto.StartNewAsync();
        var cpu = await MeasureAsync(broker.Port, Cpu);
        var script = await ScriptCpuAsync(broker.Port);
        using var proxy = new CountingProxy(broker.Port);
        var (bytes, announced) = (await MeasureAsync(proxy.Port, () => proxy.Bytes), proxy.Bytes);
        await section.WriteLineAsync(
            $"""
            ## Publishing over MQTT

            Ten groups, two mounts, two neighbours and the whole: {MessagesPerInterval} retained messages with QoS 1 at each interval, composed, sent to a real mosquitto on loopback and
            acknowledged. Sums over {Intervals} intervals, scaled to an hour of the default interval (30 s, {IntervalsPerHour} of them);
            {Measured.Machine}. `dotnet run -c Release --project tests/AutoCore.Benchmarks -- mqtt`.

            | | an interval | an hour | ÷ AutoCore |
            |---|---:|---:|---:|
            | processor time (composing, MQTTnet, waiting for acknowledgements) | {cpu / Intervals * 1e3:F2} ms | {cpu / Intervals * IntervalsPerHour:F2} s | 1 |
            | the same number of messages by `mosquitto_pub`, as a script would send them | {script * 1e3:F1} ms | {script * IntervalsPerHour:F2} s | {script / (cpu / Intervals):F0} |
            | bytes both ways, without the network's own headers | {bytes / Intervals:F0} | {bytes / Intervals * IntervalsPerHour / 1e3:F0} KB | |

            A connection's announcement (birth, info, discovery of all entities, all states) is {(announced - bytes * (1 + (WarmUp / (double)Intervals))) / 1e3:F0} KB more, once.
            """);
    }

    /// <summary>What a figure grows by over the intervals.</summary>
    private static async Task<double> MeasureAsync(int port, Func<double> figure)
    {
        using var folder = new TemporaryFolder();
        var settings = LoadedSettings.Load(
            folder.Write("appsettings.json", $$"""{ "AutoCore": { "Node": "pi", "Mqtt": { "Host": "127.0.0.1", "Port": {{port}} } } }"""), new Hashtable());
        await using var services = new ServiceCollection().AddLogging().AddHosting(settings.Options.Hosting, new Hashtable(), TimeProvider.System)
            .AddSingleton(settings.Origin).AddSingleton(settings.Options.Cameras).AddSingleton(GroupCatalogue.All).AddSingleton<HealthBoard>().AddMqtt(settings.Options.Mqtt)
            .AddSingleton<ILoggerFactory, LoggerFactory>().BuildServiceProvider();
        var (board, announcer, outbox) =
            (services.GetRequiredService<HealthBoard>(), services.GetRequiredService<Announcer>(), services.GetRequiredService<Outbox>());
        using var finish = new CancellationTokenSource();
        var running = services.GetRequiredService<MqttConnection>().RunAsync(finish.Token);
        await PassAsync(WarmUp);
        var before = figure();
        await PassAsync(Intervals);
        var grown = figure() - before;
        await finish.CancelAsync();
        await running;
        return grown;

        async Task PassAsync(int intervals)
        {
            for (var i = 0; i < intervals; i++)
            {
                PostAll(board, i);
                announcer.PublishHealth();
                while (outbox.Count > 0)
                    await Task.Delay(1);
            }
        }
    }

    /// <summary>Processor seconds of an interval's messages, each sent by a program of its own.</summary>
    private static async Task<double> ScriptCpuAsync(int port)
    {
        const int intervals = 10;
        var before = Measured.ChildrenCpuSeconds();
        for (var i = 0; i < intervals * MessagesPerInterval; i++)
        {
            using var script =
                Process.Start(
                new ProcessStartInfo(
                "mosquitto_pub", ["-p", $"{port}", "-q", "1", "-r", "-t", $"script/{i % MessagesPerInterval}", "-m", new string('x', 150)]))!;
            await script.WaitForExitAsync();
        }
        return (Measured.ChildrenCpuSeconds() - before) / intervals;
    }

    private static double Cpu()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime.TotalSeconds;
    }

    /// <summary>Every group of the contract, two mounts, two neighbours.</summary>
    internal static void PostAll(HealthBoard board, int i)
    {
        var at = DateTimeOffset.UnixEpoch.AddSeconds(1_790_000_000 + i);
        foreach (var disk in (string[])["disk", "disk/root", "disk/mnt-cameras"])
        {
            board.Post(
                new(disk, Rating.Ok, at, new("used_percent", 42.5), new("free_mb", 9000 + i), new("inodes_used_percent", 3), new("hours_to_critical", 100),
                    new("read_only", 0)));
        }
        board.Post(new("memory", Rating.Ok, at, new("available_mb", 200 + i), new("total_mb", 512), new("swap_used_mb", 0)));
        board.Post(new("sqlite", Rating.Ok, at, new("p99_ms", 1.5), new("p50_ms", 0.5), new("size_mb", 3), new("wal_mb", 0.1)));
        board.Post(
            new("cameras", Rating.Ok, at, new("success_percent", 100), new("total", 12), new("stored", 12), new("failed", 0), new("round_seconds", 2.5),
                new("last_round_ts", 1_790_000_000), new("frozen", 0)));
        board.Post(new("card", Rating.Ok, at, new("written_mb_today", 120), new("daemon_written_mb_today", 2), new("errors", 0)));
        board.Post(new("boot", Rating.Ok, at, new Measure("seconds", 31)));
        board.Post(new("uptime", Rating.Ok, at, new Measure("days", 40)));
        board.Post(new("clock", Rating.Ok, at, new Measure("synchronized", 1)));
        board.Post(new("backup", Rating.Ok, at, new("kept", 7), new("last_verified_ts", 1_790_000_000)));
        board.Post(new("cpu", Rating.Ok, at, new("temperature_celsius", 48.5), new("load_1m", 0.2), new("throttled", 0)));
        foreach (var neighbour in (string[])["neighbours/autocore-gateway", "neighbours/autocore-config-app"])
            board.Post(new(neighbour, Rating.Ok, at, new("memory_mb", 40), new("swap_mb", 0)));
    }
}
