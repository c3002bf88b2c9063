using System.Diagnostics;
using System.Globalization;
using AutoCore.Core.Storage;
using AutoCore.Testing;

namespace AutoCore.Benchmarks.Backups;

/// <summary>What a program's writer notices while its database of half a gigabyte is backed up by the real program, and what that costs in memory.</summary>
internal static class BackupBenchmark
{
    private const int Megabytes = 500;
    private static readonly TimeSpan WriterPause = TimeSpan.FromMilliseconds(1);

    public static async Task RunAsync(TextWriter section)
    {
        using var folder = new TemporaryFolder();
        var (large, small) = (folder["large.db"], folder["small.db"]);
        Fill(large, Megabytes);
        Fill(small, megabytes: 1);
        // Else the writer's first sync would wait for half a gigabyte that the benchmark itself wrote.
        Posix.SyncFileSystem(large);
        var settings = Configure(folder, large);
        var started = Stopwatch.GetTimestamp();
        var (beside, mostMemory) = await WriteDuringAsync(large, () => BackUpAsync(settings));
        var took = Stopwatch.GetElapsedTime(started);
        // Not while a writer is measured: removing half a gigabyte makes it wait.
        Directory.Delete(Path.GetDirectoryName(settings)!, recursive: true);
        var (alone, _) = await WriteDuringAsync(large, () => IdleAsync(took));
        var leastMemory = await BackUpAsync(Configure(folder, small));
        beside.Sort();
        alone.Sort();

        await section.WriteLineAsync($"""
            ## Backup beside a writer

            A database of {Megabytes} MB, its writer inserting a row of 1000 bytes every millisecond, backed up by `autocore backup`, then as long without
            a backup: copied, checked, compressed, expanded, checked again. {Measured.Machine}. `dotnet run -c Release --project tests/AutoCore.Benchmarks -- backup`.

            | | seconds | inserts | p50 ms | p99 ms | p99.9 ms | worst ms | p99.9 ÷ no backup |
            |---|---:|---:|---:|---:|---:|---:|---:|
            {Row("no backup", took, alone, alone)}
            {Row("backup", took, beside, alone)}

            Peak memory of the program: {mostMemory:0.0} MB, {mostMemory - leastMemory:0.0} MB more than with a database of 1 MB.
            """);
    }

    private static string Row(string name, TimeSpan took, List<double> waits, List<double> alone)
    {
        double At(double part) => Measured.Quantile(waits, part);
        return $"| {name} | {took.TotalSeconds:0.0} | {waits.Count} | {At(0.5):0.00} | {At(0.99):0.00} | {At(0.999):0.0} | {At(1):0} | {At(0.999) / Measured.Quantile(alone, 0.999):0.00} |";
    }

    private static async Task<(List<double> Waits, double Result)> WriteDuringAsync(string path, Func<Task<double>> work)
    {
        using var stop = new CancellationTokenSource();
        var writer = Task.Run(() => InsertAsync(path, stop.Token), CancellationToken.None);
        var result = await work();
        await stop.CancelAsync();
        return (await writer, result);
    }

    private static async Task<double> IdleAsync(TimeSpan time)
    {
        await Task.Delay(time);
        return 0;
    }

    /// <returns>The settings of a daemon that backs up this database, in a folder of its own.</returns>
    private static string Configure(TemporaryFolder folder, string database)
    {
        var data = Directory.CreateDirectory(folder[Path.GetRandomFileName()]).FullName;
        Fill(Path.Combine(data, "autocore.db"), megabytes: 0);
        var settings = Path.Combine(data, "appsettings.json");
        File.WriteAllText(settings, $$"""
            { "AutoCore": { "DataDirectory": "{{data}}", "SdCard": { "Size": 16 }, "Backups": { "Sources": [ { "Name": "source", "Type": "sqlite", "Path": "{{database}}" } ] } } }
            """);
        return settings;
    }

    /// <returns>The peak memory of the program, in MB.</returns>
    private static async Task<double> BackUpAsync(string settings)
    {
        await using var program = AutoCoreProcess.Start(["backup", "--config", settings]);
        var peak = 0.0;
        while (!program.HasExited)
        {
            peak = Math.Max(peak, PeakMb(program.Id));
            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }
        var exitCode = await program.WaitForExitAsync();
        return exitCode == 0 ? peak : throw new InvalidOperationException(string.Join('\n', program.Errors));
    }

    private static double PeakMb(int processId)
    {
        try
        {
            var line = File.ReadLines($"/proc/{processId}/status").FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1024.0;
        }
        catch (IOException)
        {
            // It has ended between two looks.
            return 0;
        }
    }

    private static async Task<List<double>> InsertAsync(string path, CancellationToken stop)
    {
        using var connection = SqliteConnections.OpenSmall(path, TimeSpan.FromSeconds(30));
        using var insert = connection.Prepare("INSERT INTO t (value) VALUES (randomblob(1000))");
        var waits = new List<double>();
        while (!stop.IsCancellationRequested)
        {
            var started = Stopwatch.GetTimestamp();
            insert.ExecuteNonQuery();
            waits.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            await Task.Delay(WriterPause, CancellationToken.None);
        }
        return waits;
    }

    private static void Fill(string path, int megabytes)
    {
        using var connection = SqliteConnections.OpenScratch(path);
        connection.Execute("CREATE TABLE t (id INTEGER PRIMARY KEY, value BLOB)");
        connection.Execute(
            $"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i <= {megabytes} * 1000) INSERT INTO t (value) SELECT randomblob(950) FROM n");
        connection.Execute("PRAGMA journal_mode = WAL");
    }
}
