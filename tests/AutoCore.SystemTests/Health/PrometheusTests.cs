using System.Diagnostics;
using System.Text.Json;
using AutoCore.Testing;

namespace AutoCore.SystemTests.Health;

/// <summary>A real Prometheus that scrapes the daemon's figures both ways: by node_exporter's textfile collector, and from the web program.</summary>
public sealed class PrometheusTests : IAsyncDisposable
{
    private const string Token = "a-token-of-this-test";

    private readonly TemporaryFolder _folder = new();
    private readonly string _runtime = Directory.CreateDirectory($"/dev/shm/autocore-{Guid.NewGuid():n}").FullName;
    private readonly List<ChildProcess> _programs = [];
    private readonly HttpClient _client = new();

    private string Metrics => Path.Combine(_runtime, "metrics.prom");

    public async ValueTask DisposeAsync()
    {
        foreach (var program in Enumerable.Reverse(_programs))
            await program.DisposeAsync();
        _client.Dispose();
        _folder.Dispose();
        Directory.Delete(_runtime, recursive: true);
    }

    [Fact]
    public async Task MetricsFile_IsWhatPromtoolTakesWithoutAWord()
    {
        await StartDaemonAsync("");

        var (output, code) = await CheckAsync(await File.ReadAllTextAsync(Metrics));

        Assert.Equal((0, ""), (code, output));
    }

    [Fact]
    public async Task Prometheus_ScrapesBoth_AndFindsTheSameInThem()
    {
        var (exporter, web, prometheus) = (PrivateMosquitto.FreePort(), PrivateMosquitto.FreePort(), PrivateMosquitto.FreePort());
        await StartDaemonAsync($$""" , "Web": { "Listen": "127.0.0.1:{{web}}", "TokenKey": "WEB_TOKEN" } """);
        var webProgram = AutoCoreProcess.ProgramPath.Replace("AutoCore.Daemon", "AutoCore.Web", StringComparison.Ordinal) + "-web";
        await Start(new(webProgram, ["--config", _folder["appsettings.json"]]) { Environment = { ["WEB_TOKEN"] = Token, ["RUNTIME_DIRECTORY"] = _runtime } })
            .WaitForLineAsync("Serving at", TimeSpan.FromMinutes(1));
        Start(new("prometheus-node-exporter",
            ["--collector.disable-defaults", "--collector.textfile", $"--collector.textfile.directory={_runtime}",
            $"--web.listen-address=127.0.0.1:{exporter}"]));
        _folder.Write("prometheus.yml", $$"""
            global: { scrape_interval: 1s }
            scrape_configs:
              - job_name: textfile
                static_configs: [ { targets: [ "127.0.0.1:{{exporter}}" ] } ]
              - job_name: web
                authorization: { credentials: "{{Token}}" }
                static_configs: [ { targets: [ "127.0.0.1:{{web}}" ] } ]
            """);
        Start(new(
            "prometheus",
                [$"--config.file={_folder["prometheus.yml"]}", $"--storage.tsdb.path={_folder["tsdb"]}", $"--web.listen-address=127.0.0.1:{prometheus}"]));

        var query = new Uri($"http://127.0.0.1:{prometheus}/api/v1/query");
        await Eventually.TrueAsync(async () => (await AskAsync(query, "up")).Count(s => s.Value == "1") == 2, TimeSpan.FromMinutes(2));
        await Eventually.TrueAsync(async () => (await AskAsync(query, "autocore_memory_available_bytes")).Count == 2, TimeSpan.FromMinutes(1));

        var series = await AskAsync(query, "{__name__=~\"autocore_.+\"}");
        var (textfile, page) = (NamesOf(series, "textfile"), NamesOf(series, "web"));
        Assert.Equal(textfile, page);
        Assert.Contains("autocore_disk_used_ratio{mount=/}", textfile);
        Assert.Contains("autocore_group_rating{group=memory}", textfile);
        Assert.Equal(["0"], (await AskAsync(query, "node_textfile_scrape_error")).Select(s => s.Value));
    }

    private async Task StartDaemonAsync(string more)
    {
        _folder.Write("appsettings.json", $$"""
            { "AutoCore": { "Node": "pi \"attic\"", "DataDirectory": "{{_folder["data"]}}", "Health": { "Metrics": true }, "Mqtt": { "PublishInterval": "00:00:01" },
              "DiskWatchdog": { "Mounts": [ "/", "/dev/shm" ], "Cleanup": { "Enabled": false } },
              "Neighbours": [ { "Unit": "nobody.service", "Port": 1 } ] {{more}} } }
            """);
        Directory.CreateDirectory(_folder["data"]);
        _programs.Add(
            AutoCoreProcess.Start(["run", "--config", _folder["appsettings.json"]], new Dictionary<string, string> { ["RUNTIME_DIRECTORY"] = _runtime }));
        await Eventually.TrueAsync(
            () => File.Exists(Metrics) && File.ReadAllText(Metrics).Contains("autocore_disk_used_ratio", StringComparison.Ordinal), TimeSpan.FromMinutes(1));
    }

    private ChildProcess Start(ProcessStartInfo start)
    {
        var program = new ChildProcess(start);
        _programs.Add(program);
        return program;
    }

    /// <summary>What <c>promtool check metrics</c> says: findings of form and of convention.</summary>
    private async Task<(string Output, int Code)> CheckAsync(string metrics)
    {
        var promtool = Start(new("promtool", ["check", "metrics"]));
        await promtool.Input.WriteAsync(metrics);
        promtool.Input.Close();
        var code = await promtool.WaitForExitAsync();
        return (string.Join('\n', promtool.Output.Concat(promtool.Errors)), code);
    }

    private async Task<IReadOnlyList<Sample>> AskAsync(Uri query, string expression)
    {
        try
        {
            using var answer = JsonDocument.Parse(await _client.GetStringAsync(new Uri($"{query}?query={Uri.EscapeDataString(expression)}")));
            return [.. answer.RootElement.GetProperty("data").GetProperty("result").EnumerateArray()
                .Select(s => new Sample(
                s.GetProperty("metric").EnumerateObject().ToDictionary(l => l.Name, l => l.Value.GetString()!), s.GetProperty("value")[1].GetString()!))];
        }
        catch (HttpRequestException)
        {
            // It starts.
            return [];
        }
    }

    /// <summary>The series of a job without what the scrape itself adds.</summary>
    private static List<string> NamesOf(IEnumerable<Sample> series, string job) =>
    [
        .. series.Where(s => s.Labels["job"] == job)
            .Select(s => s.Labels["__name__"] + Describe(s.Labels.Where(l => l.Key is not ("__name__" or "job" or "instance"))))
            .Order(StringComparer.Ordinal),
    ];

    private static string Describe(IEnumerable<KeyValuePair<string, string>> labels) =>
        string.Join(',', labels.Select(l => $"{l.Key}={l.Value}")) is { Length: > 0 } text ? $"{{{text}}}" : "";

    private sealed record Sample(IReadOnlyDictionary<string, string> Labels, string Value);
}
