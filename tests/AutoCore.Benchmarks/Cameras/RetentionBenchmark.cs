using System.Collections;
using System.Globalization;
using AutoCore.Core;
using AutoCore.Core.Health;
using AutoCore.Daemon.Cameras.Keeping;
using AutoCore.Daemon.Storage;
using AutoCore.Policies.Cameras;
using AutoCore.Policies.Clock;
using AutoCore.Testing;

namespace AutoCore.Benchmarks.Cameras;

/// <summary>A retention pass over more and more kept pictures: the work must grow with what goes, and with nothing else.</summary>
internal static class RetentionBenchmark
{
    private const int Sites = 115;
    private const int CamerasPerSite = 3;
    private const int RoundsPerDay = 4;
    private const int FilesPerDay = Sites * CamerasPerSite * RoundsPerDay;

    private static readonly DateOnly Today = new(2026, 3, 20);

    public static async Task RunAsync(TextWriter section)
    {
        await section.WriteLineAsync(
            $"""
            ## Retention

            {Sites} sites with {CamerasPerSite} cameras each, {RoundsPerDay} rounds a day, `organized`: a pass that removes one expired day of {FilesPerDay} pictures, while
            more and more days are kept; then more expired days at the same number kept. The second of two passes (planning, looking for other names of
            each file, removing), processor time of kernel and program, since the wall time is the disk's; {Measured.Machine}. `dotnet run -c Release --project tests/AutoCore.Benchmarks -- retention`.

            | pictures kept | expired | pass, CPU ms | CPU ms per 1000 removed | ÷ first row |
            |---:|---:|---:|---:|---:|
            """);
        using var folder = new TemporaryFolder();
        var kept = 0;
        double? first = null;
        foreach (var (days, expiredDays) in new[] { (8, 1), (73, 1), (725, 1), (725, 2), (725, 4) })
        {
            for (; kept < days; kept++)
                Fill(folder.Path, Today.AddDays(-kept));
            var milliseconds = Measure(folder.Path, days, expiredDays);
            var each = milliseconds / (expiredDays * FilesPerDay / 1000.0);
            first ??= each;
            await section.WriteLineAsync(
                string.Create(
                CultureInfo.InvariantCulture, $"| {days * FilesPerDay} | {expiredDays * FilesPerDay} | {milliseconds:0} | {each:0.0} | {each / first:0.00} |"));
        }
    }

    private static double Measure(string data, int keptDays, int expiredDays)
    {
        var milliseconds = 0.0;
        // The first one is for the compiler.
        for (var repeat = 0; repeat < 2; repeat++)
        {
            for (var i = 0; i < expiredDays; i++)
                Fill(data, Today.AddDays(-keptDays - i));
            var start = Environment.CpuUsage.TotalTime;
            var removed = Pass(data, keptDays - 1);
            if (removed != expiredDays * FilesPerDay)
                throw new InvalidOperationException($"{removed} pictures went, not {expiredDays * FilesPerDay}");
            milliseconds = (Environment.CpuUsage.TotalTime - start).TotalMilliseconds;
        }
        return milliseconds;
    }

    private static int Pass(string data, int retentionDays)
    {
        var time = new TestClock(new(Today.ToDateTime(new(23, 0)), TimeSpan.Zero));
        var board = new HealthBoard(time);
        board.PostFact(ClockVerdict.Believed);
        var settings = LoadedSettings.Load(null, new Hashtable { ["AutoCore__DataDirectory"] = data });
        var keeper = new PictureKeeper(settings.Options.Cameras, settings.Options.Hosting, new([], () => new([])), board, time);
        var removal = keeper.Removal(CleanupReason.Retention, archiveAnyway: false);
        var removed = 0;
        foreach (var day in keeper.Surplus(keeper.RuleOfToday(retentionDays)))
            removal.Remove(day, _ => removed++, CancellationToken.None);
        return removed;
    }

    private static void Fill(string data, DateOnly day)
    {
        for (var site = 0; site < Sites; site++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"Site_{site:000}");
            var folder = Directory.CreateDirectory(Path.Combine(data, "cameras", PictureNames.DayFolderOf(name, day))).FullName;
            for (var camera = 1; camera <= CamerasPerSite; camera++)
            {
                for (var round = 0; round < RoundsPerDay; round++)
                    File.Create(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"P{camera}_{round * 6:00}0000.jpg"))).Dispose();
                if (day == Today)
                    PointLatest(data, name, string.Create(CultureInfo.InvariantCulture, $"P{camera}"));
            }
        }
    }

    private static void PointLatest(string data, string site, string camera)
    {
        var link = Path.Combine(data, "cameras", PictureNames.LatestOf(site, camera));
        Directory.CreateDirectory(Path.GetDirectoryName(link)!);
        File.CreateSymbolicLink(link, PictureNames.LatestTarget(PictureNames.PathOf(StorageMode.Organized, site, camera, Today.ToDateTime(new(18, 0)))));
    }
}
