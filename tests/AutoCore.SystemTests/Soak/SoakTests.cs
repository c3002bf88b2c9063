using System.Globalization;
using AutoCore.SystemTests.Crash;
using AutoCore.SystemTests.Soak.Faults;

namespace AutoCore.SystemTests.Soak;

/// <summary>
/// The daemon under load while faults fall on it at random. <c>make soak</c> runs it for twenty minutes with a seed of its own, which is printed;
/// <c>make soak SOAK_SEED=… SOAK_SECONDS=…</c> repeats one. Among the other system tests it is short, and always the same.
/// </summary>
public sealed class SoakTests
{
    private const int UsualSeconds = 90;
    private const int UsualSeed = 1;

    /// <summary>Some minutes, so that memory that grows is seen to grow.</summary>
    private const int LivesInCycles = 5;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Daemon_FaultsAtRandom_KeepsEveryInvariant()
    {
        var (seed, seconds) = (Setting("AUTOCORE_SOAK_SEED", UsualSeed), Setting("AUTOCORE_SOAK_SECONDS", UsualSeconds));
        var random = new Random(seed);
        var began = TimeProvider.System.GetTimestamp();
        await using var fixture = await SoakFixture.CreateAsync();
        var invariants = new Invariants(fixture);
        await fixture.WaitForFullRoundAsync();
        var happened = new List<string>();
        try
        {
            // Each fault once in a random order, then again: a short soak sees as many kinds as it can.
            for (var cycle = 0; TimeProvider.System.GetElapsedTime(began).TotalSeconds < seconds; cycle++)
            {
                var faults = NewFaults(cycle);
                random.Shuffle(faults);
                foreach (var fault in faults.TakeWhile(_ => TimeProvider.System.GetElapsedTime(began).TotalSeconds < seconds))
                {
                    happened.Add(fault.Name);
                    Say($"{TimeProvider.System.GetElapsedTime(began):mm\\:ss} {fault.Name}");
                    await SufferAsync(fixture, invariants, fault, random);
                }
            }
            await fixture.StopAsync();
            await DatabaseProbe.AssertWholeAsync(fixture.Database);
            await fixture.Disk.AssertCleanAsync();
        }
        catch (Exception e)
        {
            throw new InvalidOperationException(
                $"seed {seed}, after {string.Join(", ", happened)}: {e.Message}\nthe daemon's last lines:\n{string.Join('\n', fixture.Daemon.Errors.TakeLast(30))}", e);
        }
        Say($"seed {seed}: {happened.Count} faults, {invariants.Pictures} pictures judged, {invariants.Rows} rows kept, resident {invariants.ResidentBytes.Warm >> 20} MB warm, {invariants.ResidentBytes.Most >> 20} MB at most");
        Assert.True(invariants.Pictures > happened.Count && invariants.Rows > 0, $"seed {seed}: the daemon did not do its work");
    }

    private static Fault[] NewFaults(int cycle) =>
        [new BrokerGone(), new CamerasMisbehave(), new DiskFills(), new ClockJumps(), new ReaderHolds(), new BackupMeanwhile(),
            .. cycle % LivesInCycles == 0 ? EndsALife() : []];

    private static Fault[] EndsALife() => [new CardDies(), new Killed()];

    private static async Task SufferAsync(SoakFixture fixture, Invariants invariants, Fault fault, Random random)
    {
        await using var ending = fault;
        await fault.BeginAsync(fixture, random);
        for (var i = random.Next(1, 6); i > 0; i--)
        {
            await invariants.CheckAsync(fault);
            await Task.Delay(Pause, CancellationToken.None);
        }
        await fault.EndAsync(fixture);
        await invariants.CheckAsync(fault);
    }

    private static int Setting(string name, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : usual;

    private static void Say(string line) => TestContext.Current.TestOutputHelper?.WriteLine(line);
}
