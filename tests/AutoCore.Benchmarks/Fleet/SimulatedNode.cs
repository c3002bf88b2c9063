using System.Collections;
using AutoCore.Benchmarks.Mqtt;
using AutoCore.Core;
using AutoCore.Core.Health;
using AutoCore.Daemon.Cameras.Sharing;
using AutoCore.Daemon.Fleet;
using AutoCore.Daemon.Hosting;
using AutoCore.Daemon.Mqtt;
using AutoCore.Daemon.Mqtt.Link;
using AutoCore.Policies.Fleet;
using AutoCore.Policies.Health;
using AutoCore.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AutoCore.Benchmarks.Fleet;

/// <summary>
/// A node as the broker sees it: the daemon's own connection, topics, messages and view of the others. Only the list on the card and the pictures are missing,
/// and the steps in time are taken by <see cref="Step"/> for all nodes of the process together.
/// </summary>
internal sealed class SimulatedNode : IAsyncDisposable
{
    private const int Share = 345;
    private const int StoredPerSecond = 20;

    private static readonly TimeSpan PublishInterval = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan MarkInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LookFor = TimeSpan.FromSeconds(5);

    private readonly ServiceProvider _services;
    private readonly int _number;
    private readonly int _nodes;
    private readonly FleetMembership _membership;
    private readonly FleetView _view;
    private readonly FleetTopics _topics;
    private readonly IRetainedMessages _retained;
    private readonly Announcer _announcer;
    private readonly HealthBoard _board;
    private readonly CancellationTokenSource _finish = new();
    private Task _running = Task.CompletedTask;
    private bool _followsRounds;
    private TimeSpan _nextHealth;
    private TimeSpan _nextLook;
    private TimeSpan _nextMark;
    private TimeSpan? _lookEnds;
    private int _stored;

    /// <param name="number">From 0; it also tells when in an interval this node does what all do.</param>
    /// <param name="nodes">Nodes of the fleet.</param>
    /// <param name="port">The broker's.</param>
    /// <param name="mostParts">Parts of a list that are fetched at most.</param>
    public SimulatedNode(int number, int nodes, int port, int mostParts)
    {
        (_number, _nodes) = (number, nodes);
        using var folder = new TemporaryFolder();
        var settings = LoadedSettings.Load(folder.Write("appsettings.json", $$"""
            { "AutoCore": { "Node": "pi-{{number}}", "DataDirectory": "{{folder["data"]}}", "Mqtt": { "Host": "127.0.0.1", "Port": {{port}} }, "Fleet": { "Enabled": true } } }
            """), new Hashtable());
        var services = new ServiceCollection().AddLogging().AddHosting(settings.Options.Hosting, new Hashtable(), TimeProvider.System)
            .AddSingleton(settings.Origin)
            .AddSingleton(settings.Options.Cameras).AddSingleton(GroupCatalogue.All).AddSingleton<HealthBoard>().AddMqtt(settings.Options.Mqtt)
            .AddFleet(settings.Options.Fleet, settings.Options.Mqtt)
            .AddSingleton<ICameraListReader, CameraListReader>();
        services.RemoveAll<IRetainedSubscriber>();
        services.RemoveAll<IMqttLink>();
        services.AddSingleton<MqttnetLink>().AddSingleton<CountingLink>().AddSingleton<IMqttLink>(s => s.GetRequiredService<CountingLink>());
        services.AddSingleton(
            s => new ListFollower(s.GetRequiredService<FleetSubscriber>(), s.GetRequiredService<FleetTopics>(),
                s.GetRequiredService<IRetainedMessages>())
            { MostParts = mostParts })
            .AddSingleton<IRetainedSubscriber>(s => s.GetRequiredService<ListFollower>());
        _services = services.BuildServiceProvider();
        (_membership, _view, _topics, _retained) = (Get<FleetMembership>(), Get<FleetView>(), Get<FleetTopics>(), Get<IRetainedMessages>());
        (_announcer, _board) = (Get<Announcer>(), Get<HealthBoard>());
        MqttBenchmark.PostAll(_board, number);
        _board.Post(
            new("fleet", Rating.Ok, DateTimeOffset.UnixEpoch, new("cameras", Share), new("nodes", nodes), new("connected", 1), new("active", 1),
                new("view", "0123abcd")));
        _announcer.Start();
        var part = number / (double)nodes;
        (_nextHealth, _nextLook, _nextMark) = (PublishInterval * part, MembershipPolicy.LookInterval(PublishInterval * 3, nodes) * part, MarkInterval * part);
    }

    public Traffic Traffic => Get<CountingLink>().Traffic;

    public bool HasList => Get<ListFollower>().IsDone;

    /// <summary>Whether this node knows so many others that share the cameras, and is one of them itself.</summary>
    public bool Sees(int others) => _membership.IsActive && _view.Count >= others && _view.Members().Count == others;

    public void Connect() => _running = Get<MqttConnection>().RunAsync(_finish.Token);

    /// <summary>A clean end: its farewell is what its will would be.</summary>
    public async Task LeaveAsync()
    {
        await _finish.CancelAsync();
        await _running;
    }

    /// <summary>Decides about its part as the fleet's worker does, and follows the rounds of the others while it takes over.</summary>
    public void Step()
    {
        if (_membership.Decide(_view, _retained.ClientId))
            Get<FleetSubscriber>().TellAgain();
        var follows = _membership.ListensToRounds;
        if (follows == _followsRounds)
            return;
        _followsRounds = follows;
        if (follows)
            _retained.Follow(_topics.Round("+"));
        else
            _retained.Leave(_topics.Round("+"));
    }

    /// <summary>What is due at each default interval, and at each look after the health of all.</summary>
    /// <param name="time">Since all are there.</param>
    public void Live(TimeSpan time)
    {
        if (time >= _nextHealth)
        {
            _nextHealth += PublishInterval;
            _announcer.PublishHealth();
        }
        if (time >= _lookEnds)
        {
            _lookEnds = null;
            _retained.Leave(_topics.All("health"));
            _view.EndLook();
        }
        else if (time >= _nextLook)
        {
            _nextLook += MembershipPolicy.LookInterval(PublishInterval * 3, _nodes);
            _lookEnds = time + LookFor;
            _view.BeginLook();
            _retained.Follow(_topics.All("health"));
        }
    }

    /// <summary>Tells once a second what it has of the round.</summary>
    /// <param name="time">Since the round began.</param>
    public void Capture(TimeSpan time)
    {
        if (time < _nextMark)
            return;
        _nextMark += MarkInterval;
        _stored = Math.Min(Share, _stored + StoredPerSecond);
        _board.PostFact(new RoundMarks(1, 1, [.. Enumerable.Range(0, _stored).Select(i => _number + (i * _nodes))]));
        Get<FleetMarks>().Exchange();
    }

    public async ValueTask DisposeAsync()
    {
        await LeaveAsync();
        _finish.Dispose();
        await _services.DisposeAsync();
    }

    private T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();
}
