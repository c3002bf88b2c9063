using AutoCore.CameraFarm.Pictures;
using AutoCore.SystemTests.Crash;

namespace AutoCore.SystemTests.Soak;

/// <summary>What must be true at every moment, whatever happens around the daemon.</summary>
internal sealed class Invariants(SoakFixture fixture)
{
    private const long LogLimitBytes = 16 << 20;
    private const long ResidentLimitBytes = 160 << 20;
    private const long GrowthLimitBytes = 24 << 20;

    /// <summary>By then all its code has run once.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromMinutes(1);

    /// <summary>A power cut may cost one flush interval; so may a file system that stops.</summary>
    private static readonly TimeSpan NotYetSafe = TimeSpan.FromSeconds(10);

    private readonly long started = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
    private readonly HashSet<string> judged = [];
    private readonly HashSet<string> acknowledged = [];
    private long life;
    private long warmBytes;

    public int Pictures => judged.Count;

    public int Rows => acknowledged.Count;

    /// <summary>Resident memory at the end of the warm-up that was measured last, and the most since.</summary>
    public (long Warm, long Most) ResidentBytes { get; private set; }

    public async Task CheckAsync(Fault? fault)
    {
        Assert.False(fixture.Daemon.HasExited, "the daemon has ended");
        CheckPictures();
        CheckMemory();
        if (fault?.HoldsTheLog != true && new FileInfo($"{fixture.Database}-wal") is { Exists: true } log)
            Assert.True(log.Length <= LogLimitBytes, $"the write-ahead log is {log.Length} bytes long");
        await CheckRowsAsync();
    }

    private void CheckPictures()
    {
        foreach (var file in Directory.EnumerateFiles(fixture.Pictures, "*.jpg", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/.incoming/", StringComparison.Ordinal) && !f.Contains("/latest/", StringComparison.Ordinal)))
        {
            if (!judged.Add(file) || Read(file) is not { } picture)
                continue;
            var fault = TurboJpeg.FindFault(picture);
            Assert.True(fault is null, $"{file}: {fault}");
        }
    }

    /// <summary>Rows that a second reader has seen are there for good.</summary>
    private async Task CheckRowsAsync()
    {
        var now =
            (await DatabaseProbe.AskAsync(fixture.Database,
                $"SELECT at FROM sample WHERE at >= {started} AND at <= {TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()}")).ToHashSet();
        var lost = acknowledged.Except(now).ToList();
        Assert.True(lost.Count == 0, $"{lost.Count} rows were lost: {string.Join(' ', lost.Take(5))}");
        var safe = (TimeProvider.System.GetUtcNow() - NotYetSafe).ToUnixTimeMilliseconds();
        acknowledged.UnionWith(now.Where(at => long.Parse(at) < safe));
    }

    private void CheckMemory()
    {
        var resident = ResidentNow();
        Assert.True(resident < ResidentLimitBytes, $"{resident >> 20} MB are resident");
        if (TimeProvider.System.GetElapsedTime(fixture.DaemonStarted) < WarmUp)
            return;
        if (life != fixture.DaemonStarted)
            (life, warmBytes) = (fixture.DaemonStarted, resident);
        ResidentBytes = (warmBytes, Math.Max(resident, ResidentBytes.Most));
        Assert.True(resident - warmBytes < GrowthLimitBytes, $"resident memory grew from {warmBytes >> 20} to {resident >> 20} MB");
    }

    private long ResidentNow() => long.Parse(File.ReadAllText($"/proc/{fixture.Daemon.Id}/statm").Split(' ')[1]) * Environment.SystemPageSize;

    /// <summary>A picture's bytes; null if a clean-up was faster.</summary>
    private static byte[]? Read(string file)
    {
        try
        {
            return File.ReadAllBytes(file);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
