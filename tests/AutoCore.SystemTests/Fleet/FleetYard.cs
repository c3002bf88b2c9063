using System.Globalization;
using AutoCore.Testing;

namespace AutoCore.SystemTests.Fleet;

/// <summary>Three daemons and the cameras, each daemon in a network of its own; the broker and the cameras where the bridge is.</summary>
internal sealed class FleetYard : IAsyncDisposable
{
    public const int Cameras = 345;

    /// <summary>Of each picture: long enough that a share of a round takes some seconds, in which something can happen.</summary>
    private const int LatencyMilliseconds = 250;

    public static readonly TimeSpan Round = TimeSpan.FromSeconds(30);

    public const string Unwanted = "minutes that want a machine of their own: make test-fleet";

    public static bool IsWanted => Environment.GetEnvironmentVariable("AUTOCORE_FLEET") == "1";

    private readonly TemporaryFolder _folder = new();
    private Network? _network;
    private ChildProcess? _farm;

    private FleetYard(int protocol) => Members = [.. new[] { "pi-1", "pi-2", "pi-3" }.Select(n => new FleetMember(n, Round, protocol))];

    public IReadOnlyList<FleetMember> Members { get; }

    /// <summary>Starts all of it; the broker stays its maker's, and outlives the yard's end.</summary>
    public static async Task<FleetYard> CreateAsync(IFleetBroker broker)
    {
        var yard = new FleetYard(broker.Protocol);
        try
        {
            yard._network = await Network.CreateAsync([.. yard.Members.Select(m => m.Name)]);
            await broker.StartAsync();
            await yard.StartFarmAsync();
            await Task.WhenAll(yard.Members.Select(m => m.StartAsync()));
            return yard;
        }
        catch
        {
            await yard.DisposeAsync();
            throw;
        }
    }

    /// <summary>Publishes the list once all nodes see each other, and waits until they have shared it.</summary>
    public async Task ShareListAsync()
    {
        await Eventually.TrueAsync(() => Members.All(m => m.Look() is { IsConnected: true, Shares.Count: 3 }), TimeSpan.FromMinutes(1));
        await PublishListAsync();
        await WaitForSharingAsync(Members, 3, TimeSpan.FromSeconds(30));
    }

    private async Task PublishListAsync()
    {
        var published = await Members[0].RunAsync("fleet", "publish", _folder["cameras.json"]);
        Assert.True(published.ExitCode == 0, string.Join('\n', published.Errors));
    }

    /// <summary>Whether these nodes see the same shares, and theirs together are all cameras.</summary>
    public static bool Agree(IReadOnlyList<FleetMember> nodes, int taking)
    {
        var sights = nodes.Select(n => n.Look()).ToList();
        return sights.TrueForAll(s => s is { IsConnected: true })
            && sights.TrueForAll(s => nodes.All(n => s!.Shares.GetValueOrDefault(n.Name) == sights[0]!.Shares.GetValueOrDefault(n.Name)))
            && nodes.Sum(n => sights[0]!.Shares.GetValueOrDefault(n.Name)) == Cameras
            && nodes.Count(n => sights[0]!.Shares.GetValueOrDefault(n.Name) > 0) >= taking;
    }

    /// <summary>Waits until these nodes have shared all cameras among themselves.</summary>
    public static async Task WaitForSharingAsync(IReadOnlyList<FleetMember> nodes, int taking, TimeSpan atMost)
    {
        try
        {
            await Eventually.TrueAsync(() => Agree(nodes, taking), atMost);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException(
                string.Join(
                '\n', nodes.SelectMany(n => n.Log.TakeLast(15)
                    .Prepend($"{n.Name}: {string.Join(", ", n.Look()?.Shares.Select(s => $"{s.Key} {s.Value}") ?? [])}"))), late);
        }
    }

    /// <summary>Waits until the next round is well under way.</summary>
    /// <returns>When that round began.</returns>
    public async Task<DateTimeOffset> WaitForMidRoundAsync()
    {
        var next = RoundOf(TimeProvider.System.GetUtcNow()) + Round;
        await Eventually.TrueAsync(() => TimeProvider.System.GetUtcNow() > next, Round * 2);
        await Eventually.TrueAsync(() => PicturesOf(next).Count() > Cameras / 10, Round);
        return next;
    }

    /// <summary>Waits until a round is over and what belongs to it is stored.</summary>
    public static Task WaitForEndOfAsync(DateTimeOffset round) => Eventually.TrueAsync(() => TimeProvider.System.GetUtcNow() > round + Round, Round * 2);

    /// <summary>How often each camera was stored in a round, by all nodes together; those with none are not named.</summary>
    public IReadOnlyDictionary<string, int> Count(DateTimeOffset round) => PicturesOf(round).GroupBy(p => p).ToDictionary(g => g.Key, g => g.Count());

    /// <summary>Every picture under its name, of all nodes.</summary>
    public IEnumerable<string> Pictures() => Members.Where(m => Directory.Exists(m.Pictures)).SelectMany(m =>
        Directory.EnumerateFiles(m.Pictures, "*_*.jpg", SearchOption.AllDirectories)
        .Where(f => !f.Contains("/.incoming/", StringComparison.Ordinal) && !f.Contains("/latest/", StringComparison.Ordinal)));

    /// <summary>What the daemon's own judge says against them; nothing if all are whole.</summary>
    public async Task<IReadOnlyList<string>> EvaluateAsync()
    {
        await using var evaluator = AutoCoreProcess.Start(["jpeg", "-"]);
        foreach (var picture in Pictures())
            await evaluator.Input.WriteLineAsync(picture);
        evaluator.Input.Close();
        await evaluator.WaitForExitAsync(TimeSpan.FromMinutes(2));
        return [.. evaluator.Output.Where(l => !l.Contains(": ok ", StringComparison.Ordinal)), .. evaluator.Errors];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var member in Members)
            await member.DisposeAsync();
        if (_farm is not null)
            await _farm.DisposeAsync();
        if (_network is not null)
            await _network.DisposeAsync();
        _folder.Dispose();
    }

    private static DateTimeOffset RoundOf(DateTimeOffset moment) => new(moment.UtcTicks - (moment.UtcTicks % Round.Ticks), TimeSpan.Zero);

    private async Task StartFarmAsync()
    {
        var program = AutoCoreProcess.ProgramPath.Replace("AutoCore.Daemon", "AutoCore.CameraFarm", StringComparison.Ordinal)
            .Replace("/autocore", "/camera-farm", StringComparison.Ordinal);
        _farm = new ChildProcess(Network.Start(Network.Hub, program,
            "--cameras", $"{Cameras}", "--latency", $"{LatencyMilliseconds}", "--address", Network.HubAddress, "--port", "8080", "--size", "640x360",
            "--inventory", _folder["cameras.json"]));
        await _farm.WaitForLineAsync("ready");
    }

    /// <summary>The cameras of a round's pictures: <c>SITE/2026-11/24/P1_143022.jpg</c>.</summary>
    private IEnumerable<string> PicturesOf(DateTimeOffset round) =>
        from file in Pictures()
        let parts = file.Split('/')
        let name = parts[^1].Split('_', '.')
        where DateTimeOffset.TryParseExact($"{parts[^3]}-{parts[^2]} {name[1]}", "yyyy-MM-dd HHmmss", CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal, out var at) && RoundOf(at) == round
        select $"{parts[^4]}/{name[0]}";
}
