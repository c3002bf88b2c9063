using System.Security.Cryptography;
using AutoCore.Policies.Backups.Postgres;

namespace AutoCore.Daemon.Backups.Postgres;

/// <summary>The names of the daemon's own databases for a source: no other source and no other installation has them.</summary>
/// <param name="Scratch">Where a dump is tried out.</param>
/// <param name="News">Where a restore is made, the usual one first; the others are for where one stays that cannot be dropped.</param>
/// <param name="Kept">What was in place before the last restore.</param>
/// <param name="Asides">What was kept, for the moment of an exchange; the usual one first.</param>
internal sealed record PostgresNames(string Scratch, IReadOnlyList<string> News, string Kept, IReadOnlyList<string> Asides)
{
    /// <summary>All of them.</summary>
    public IEnumerable<string> All => [Scratch, Kept, .. News, .. Asides];

    /// <summary>Those of a source.</summary>
    /// <param name="root">The folder of the backups.</param>
    /// <param name="source">The source's name.</param>
    public static PostgresNames Of(string root, string source)
    {
        var whose = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Environment.MachineName}:{root}")))[..8];
        string Named(string purpose) => PostgresName.Derive($"autocore_{purpose}_{whose}", source);
        return new(Named("scratch"), [Named("new"), Named("new2"), Named("new3")], Named("before"), [Named("aside"), Named("aside2"), Named("aside3")]);
    }
}
