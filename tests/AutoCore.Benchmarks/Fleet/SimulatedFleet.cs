using System.Collections;
using System.Diagnostics;
using AutoCore.Core;
using AutoCore.Core.Cameras;
using AutoCore.Daemon.Commands;
using AutoCore.Daemon.Fleet;
using AutoCore.Daemon.Mqtt.Link;
using AutoCore.Testing;

namespace AutoCore.Benchmarks.Fleet;

/// <summary>Many simulated nodes in this process, moved on together: up to a hundred of them ten times a second, more of them less often, since each step looks
/// at all others.</summary>
internal sealed class SimulatedFleet : IAsyncDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(20);

    private readonly PrivateMosquitto _broker;
    private readonly int _mostParts;
    private readonly List<SimulatedNode> _nodes = [];
    private readonly Stopwatch _clock = new();
    private readonly TimeSpan _pace;
    private Traffic _past;

    public SimulatedFleet(PrivateMosquitto broker, int nodes, int mostParts)
    {
        (_broker, _mostParts, _pace) = (broker, mostParts, TimeSpan.FromMilliseconds(Math.Max(100, nodes)));
        for (var i = 0; i < nodes; i++)
            _nodes.Add(new(i, nodes, broker.Port, mostParts));
    }

    /// <summary>What all nodes sent and received so far, and what was published for them.</summary>
    public Traffic Traffic => _nodes.Aggregate(_past, (sum, node) => sum + node.Traffic);

    /// <summary>All nodes come, so many a second.</summary>
    /// <returns>The time from the first connection until each sees all others.</returns>
    public Task<TimeSpan> ComeAsync(double perSecond)
    {
        var (came, settled) = (0, 0);
        return UntilAsync(time =>
        {
            for (; came < _nodes.Count && came < 1 + (time.TotalSeconds * perSecond); came++)
                _nodes[came].Connect();
            while (settled < _nodes.Count && came == _nodes.Count && _nodes[settled].Sees(_nodes.Count - 1))
                settled++;
            return settled == _nodes.Count;
        });
    }

    /// <summary>One node goes.</summary>
    /// <returns>The time until no other sees it.</returns>
    public async Task<TimeSpan> LoseAsync(int number)
    {
        var leaves = _nodes[number].LeaveAsync();
        var took = await UntilAsync(_ => AllSee(_nodes.Count - 2, except: number));
        await leaves;
        // The link says the farewell by itself.
        _past += new Traffic(1, 0, 0);
        return took;
    }

    /// <summary>It is started again.</summary>
    /// <returns>The time until all see it take part.</returns>
    public async Task<TimeSpan> ReturnAsync(int number)
    {
        _past += _nodes[number].Traffic;
        await _nodes[number].DisposeAsync();
        _nodes[number] = new(number, _nodes.Count, _broker.Port, _mostParts);
        _nodes[number].Connect();
        return await UntilAsync(_ => AllSee(_nodes.Count - 1, except: -1));
    }

    /// <summary>Time passes.</summary>
    /// <param name="duration">So long.</param>
    /// <param name="inRound">Whether the nodes capture meanwhile.</param>
    public Task PassAsync(TimeSpan duration, bool inRound)
    {
        _clock.Start();
        return UntilAsync(time =>
        {
            foreach (var node in _nodes)
            {
                node.Live(_clock.Elapsed);
                if (inRound)
                    node.Capture(time);
            }
            return time >= duration;
        });
    }

    /// <summary>A list of so many cameras is published as the command does it.</summary>
    /// <returns>Its parts, and the time until each node has those that it fetches.</returns>
    public async Task<(int Parts, TimeSpan Took)> PublishAsync(int cameras)
    {
        using var folder = new TemporaryFolder();
        var settings =
            LoadedSettings.Load(
            folder.Write("appsettings.json", """{ "AutoCore": { "Node": "publisher", "Mqtt": { "Host": "127.0.0.1" }, "Fleet": { "Enabled": true } } }"""),
            new Hashtable());
        var topics = new FleetTopics(settings.Options.Mqtt, settings.Options.Fleet);
        var list = Enumerable.Range(0, cameras)
            .Select(i =>
                new CameraOptions($"Site_{i / 3}", $"P{(i % 3) + 1}", new($"http://10.{i >> 16 & 255}.{i >> 8 & 255}.{i & 255}/cgi-bin/snapshot.cgi"),
                    CameraAuth.Digest, "viewer", "CAMERA_PASSWORD")).ToList();
        var composer = new FleetComposer(settings, topics, kept: null, key: null, TimeProvider.System);
        var parts = 0;
        using var link = new MqttnetLink(TimeProvider.System);
        using var session =
            new FleetSession(
            link, new(_broker.Host, _broker.Port, 5, "publisher") { Subscriptions = [topics.List, topics.All("info")] }, TimeProvider.System);
        var problem = await session.RunAsync(heard =>
        {
            var (messages, _, wrong) = composer.Compose(list, heard, []);
            (parts, _past) = (messages.Count - 1, _past + new Traffic(messages.Count, 0, 0));
            return wrong is null ? messages : throw new InvalidOperationException(wrong);
        }, CancellationToken.None);
        return problem is null ? (parts, await UntilAsync(_ => _nodes.All(n => n.HasList))) : throw new InvalidOperationException(problem);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
            await node.DisposeAsync();
    }

    private bool AllSee(int others, int except)
    {
        for (var i = 0; i < _nodes.Count; i++)
        {
            if (i != except && !_nodes[i].Sees(others))
                return false;
        }
        return true;
    }

    /// <summary>Moves all nodes on until something is true.</summary>
    private async Task<TimeSpan> UntilAsync(Func<TimeSpan, bool> isOver)
    {
        var began = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(_pace);
        while (!isOver(Stopwatch.GetElapsedTime(began)))
        {
            if (Stopwatch.GetElapsedTime(began) > Longest)
                throw new TimeoutException($"{_nodes.Count} nodes: not over after {Longest}");
            foreach (var node in _nodes)
                node.Step();
            await timer.WaitForNextTickAsync();
        }
        return Stopwatch.GetElapsedTime(began);
    }
}
