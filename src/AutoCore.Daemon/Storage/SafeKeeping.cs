namespace AutoCore.Daemon.Storage;

/// <summary>Where lies what second places get copies of.</summary>
/// <param name="Backups">The folder of the backups.</param>
/// <param name="Archives">The folder of the days that were archived.</param>
internal sealed record SafeKeeping(string Backups, string Archives);
