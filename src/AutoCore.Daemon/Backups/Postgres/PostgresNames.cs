using System.Security.Cryptography;
using System.Text;
using AutoCore.Policies.Backups.Postgres;

namespace AutoCore.Daemon.Backups.Postgres;

/// <summary>The names of the daemon's own databases for a source: no other source and no other installation has them.</summary>
/// <param name="Scratch">Where a dump is tried out.</param>
/// <param name="New">Where a restore is made.</param>
/// <param name="Kept">What was in place before the last restore.</param>
/// <param name="Aside">What was kept, for the moment of an exchange.</param>
internal sealed record PostgresNames(string Scratch, string New, string Kept, string Aside)
{
    /// <summary>Those of a source.</summary>
    /// <param name="root">The folder of the backups.</param>
    /// <param name="source">The source's name.</param>
    public static PostgresNames Of(string root, string source)
    {
        var whose = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Environment.MachineName}:{root}")))[..8];
        string Named(string purpose) => PostgresName.Derive($"autocore_{purpose}_{whose}", source);
        return new(Named("scratch"), Named("new"), Named("before"), Named("aside"));
    }
}
