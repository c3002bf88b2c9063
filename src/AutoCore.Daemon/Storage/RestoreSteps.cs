using AutoCore.Core.Storage;

namespace AutoCore.Daemon.Storage;

/// <summary>Runs the steps of all features over a database that was expanded from a backup.</summary>
internal sealed class RestoreSteps(IEnumerable<IRestoreStep> steps)
{
    /// <summary>What they took out, a sentence each.</summary>
    public IReadOnlyList<string> Run(string expanded)
    {
        using var connection = SqliteConnections.OpenSmall(expanded, TimeSpan.Zero);
        // Nothing stays beside the file that is about to be renamed.
        connection.Execute("PRAGMA journal_mode = DELETE");
        return [.. steps.Select(step => step.Forget(connection)).OfType<string>()];
    }
}
