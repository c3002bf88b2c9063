using AutoCore.Core.Storage;
using AutoCore.Policies.Neighbours;

namespace AutoCore.Daemon.SdCard.Benchmark;

/// <summary>Times the first import of a Python service's packages, after its environment's files were dropped from the page cache.</summary>
internal static class ImportBench
{
    /// <summary>Seconds; null if the environment cannot be run.</summary>
    /// <param name="venv">The environment's folder.</param>
    public static async Task<double?> MeasureAsync(string venv, TimeProvider time, CancellationToken cancellationToken)
    {
        foreach (var file in Files(Path.Combine(venv, "lib")))
            Posix.TryDropFromCache(file);
        var modules = string.Join(", ", Modules(venv).DefaultIfEmpty("json, sqlite3, http.client, logging"));
        var started = time.GetTimestamp();
        try
        {
            var outcome = await ExternalCommand.RunAsync(Path.Combine(venv, "bin/python"), ["-c", $"import {modules}"], cancellationToken);
            return outcome is { ExitCode: 0 } ? time.GetElapsedTime(started).TotalSeconds : null;
        }
        catch (IOException)
        {
            // Another user's environment, and this is root's process: its programs are not run.
            return null;
        }
    }

    /// <summary>The modules of the packages that the service's <c>requirements.txt</c> asks for, as the packages themselves name them.</summary>
    private static IEnumerable<string> Modules(string venv)
    {
        var requirements = Path.Combine(Path.GetDirectoryName(venv) ?? "/", "requirements.txt");
        var wanted = File.Exists(requirements) ? Requirement.Parse(File.ReadAllText(requirements)).Select(r => r.Name).ToHashSet() : [];
        return Files(Path.Combine(venv, "lib")).Where(f => f.EndsWith(".dist-info/top_level.txt", StringComparison.Ordinal))
            .Where(f => wanted.Contains(Requirement.Normalize(Path.GetFileName(Path.GetDirectoryName(f)!).Split('-')[0])))
            .SelectMany(File.ReadLines).Where(m => m.Length > 0 && m.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'));
    }

    private static IEnumerable<string> Files(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(
        folder, "*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint })
        : [];
}
