using System.Diagnostics;
using AutoCore.Testing;

namespace AutoCore.SystemTests.Crash;

/// <summary>A database as SQLite's own program sees it, in a copy, so that the daemon meets it as the kill left it.</summary>
internal static class DatabaseProbe
{
    /// <summary>The answer of the database and the log beside it to a query, a line a row.</summary>
    public static async Task<IReadOnlyList<string>> AskCopyAsync(string database, string query)
    {
        using var scratch = new TemporaryFolder();
        foreach (var file in new[] { database, $"{database}-wal" }.Where(File.Exists))
            File.Copy(file, scratch[Path.GetFileName(file)]);
        return await AskAsync(scratch[Path.GetFileName(database)], query);
    }

    /// <summary>The answer of the database in place, beside a daemon that writes.</summary>
    public static async Task<IReadOnlyList<string>> AskAsync(string database, string query)
    {
        await using var program = new ChildProcess(new ProcessStartInfo("sqlite3", ["-cmd", ".timeout 10000", database, query]));
        var exitCode = await program.WaitForExitAsync();
        Assert.True(exitCode == 0, $"sqlite3 '{query}': {string.Join('\n', program.Errors)}");
        return program.Output;
    }

    public static async Task AssertWholeAsync(string database) => Assert.Equal(["ok"], await AskCopyAsync(database, "PRAGMA integrity_check"));
}
