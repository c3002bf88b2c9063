using System.Collections;
using AutoCore.Core;
using AutoCore.Core.Health;
using AutoCore.Daemon.Alerts;
using AutoCore.Daemon.Hosting;
using AutoCore.Daemon.Storage;
using AutoCore.Daemon.Tests.Testing;
using AutoCore.Policies.Health;
using AutoCore.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AutoCore.Daemon.Tests.Alerts;

/// <summary>The feature with a database of its own, a manual clock, and a far end.</summary>
internal sealed class AlertsFixture : IDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Piece = TimeSpan.FromSeconds(2);

    private readonly ServiceProvider _services;
    private readonly AlertsService _service;

    /// <param name="folder">Where the database lies; a second house on it is the same daemon after a restart.</param>
    /// <param name="far">The far end.</param>
    /// <param name="alerts">The section; URL names the far end's address.</param>
    /// <param name="url">Another one that it names.</param>
    public AlertsFixture(TemporaryFolder folder, FarEnd far, string alerts, string? url = null)
    {
        Far = far;
        var environment = new Hashtable { ["URL"] = url ?? far.Url, ["TOKEN"] = "tk_geheim" };
        var file = folder.Write("appsettings.json",
            $$"""{ "AutoCore": { "Node": "pi", "DataDirectory": "{{folder.Path}}", "SecretsFile": "{{folder["none"]}}", "Alerts": { {{alerts}} } } }""");
        var settings = LoadedSettings.Load(file, environment);
        Assert.Empty(settings.Report.Errors);
        _services = new ServiceCollection().AddLogging(l => l.AddProvider(Log)).AddHosting(settings.Options.Hosting, environment, Time)
            .AddSingleton<HealthBoard>()
            .AddSingleton(settings.Options.Database).AddSingleton(settings.Options.WalCheckpoint).AddSingleton<OwnDatabase>()
            .AddAlerts(settings.Options.Alerts).BuildServiceProvider();
        _service = ActivatorUtilities.CreateInstance<AlertsService>(_services);
    }

    public TestClock Time { get; } = new();

    public LogList Log { get; } = new();

    public FarEnd Far { get; }

    public HealthBoard Board => _services.GetRequiredService<HealthBoard>();

    public OwnDatabase Database => _services.GetRequiredService<OwnDatabase>();

    public async Task StartAsync()
    {
        await _service.StartAsync(CancellationToken.None);
        await Eventually.TrueAsync(() => Reading is not null);
    }

    /// <summary>A clean stop. Without it a new house on the same folder sees what a kill leaves.</summary>
    public Task StopAsync() => _service.StopAsync(CancellationToken.None);

    /// <summary>Whether a message is on its way.</summary>
    public bool IsSending => _service.IsSending;

    public HealthReading? Reading => Board.Find("alerts");

    public double? Measured(string key) => Reading?.Measures.FirstOrDefault(m => m.Key == key).Number;

    public string? Said(string key) => Reading?.Measures.FirstOrDefault(m => m.Key == key).Text;

    /// <summary>Raises an event by its name, with a sentence of the test's own; of one that is in the catalogue it begins and ends the same.</summary>
    public void Raise(string type, Rating severity, string message, params Measure[] facts)
    {
        var known = EventCatalogue.Find(type);
        var definition = new EventDefinition(1, type, null, "{text}", "")
        {
            Opens = known?.Opens,
            Ends = known?.Ends,
            Sums = known?.Sums,
            More = [.. facts.Select(f => f.Key)]
        };
        Board.RaiseAs(definition, severity, [.. facts, new("text", message)]);
    }

    /// <summary>Moves the clock in small steps, fast while nothing is on its way, and in large ones if asked to, until something is true.</summary>
    public Task AdvanceUntilAsync(Func<bool> condition, TimeSpan? step = null) => Eventually.TrueAsync(async () =>
    {
        if (condition())
            return true;
        var isSending = _service.IsSending;
        Time.Advance(Step);
        // What is on its way takes real time, of which its thirty seconds' patience on this clock must leave enough.
        await Task.Delay(isSending ? 40 : 1);
        // In pieces: what sets off between a look and the next piece loses little of its patience.
        for (var left = step ?? TimeSpan.Zero; left > TimeSpan.Zero && !_service.IsSending && Far.IsIdle && !condition(); left -= Piece)
        {
            Time.Advance(Piece);
            await Task.Delay(1);
        }
        return condition();
    }, TimeSpan.FromMinutes(2));

    /// <summary>Moves the clock over a time in which nothing more is expected.</summary>
    public async Task AdvanceByAsync(TimeSpan time)
    {
        for (var end = Time.GetUtcNow() + time; Time.GetUtcNow() < end;)
        {
            Time.Advance(time / 50);
            await Task.Delay(10);
        }
    }

    public void Dispose()
    {
        _service.Dispose();
        _services.Dispose();
    }
}
