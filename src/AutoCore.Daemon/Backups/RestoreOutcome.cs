namespace AutoCore.Daemon.Backups;

/// <summary>What a restore did.</summary>
/// <param name="Target">The database or folder that was replaced.</param>
/// <param name="Count">How much is in it now; null where that is not known.</param>
/// <param name="Unit">What is counted.</param>
/// <param name="Undo">What undoes it: a file for <c>autocore restore</c>, or the damaged database that was set aside; null if there was none before.</param>
internal sealed record RestoreOutcome(string Target, long? Count, string Unit, string? Undo)
{
    /// <summary>What was in the backup and did not come back: a sentence each.</summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];
}

/// <summary>Why nothing was restored, with the remedy.</summary>
internal sealed class RestoreRefused(string message, Exception? inner = null) : Exception(message, inner);
