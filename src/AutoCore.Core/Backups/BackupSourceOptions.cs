using AutoCore.Core.Configuration;
using AutoCore.Policies.Backups;

namespace AutoCore.Core.Backups;

/// <summary>Data of another program that is backed up like the own database.</summary>
/// <param name="Name">What its backups' names begin with.</param>
/// <param name="Type">What kind of data it is.</param>
/// <param name="Path">The database file, or the folder; empty for a server's database.</param>
/// <param name="Server">How a server's database is reached; null for files.</param>
internal sealed record BackupSourceOptions(string Name, BackupKind Type, string Path, PostgresOptions? Server = null)
{
    /// <summary>Paths below the folder that are left out.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    public static BackupSourceOptions Read(SettingReader s)
    {
        var name =
            s.RequiredText(
            "Name", "The name that its backups begin with.",
            new TextRule(
            "letters, digits, - and _, but not autocore", static t => t != BackupName.Own && t.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')));
        var type = s.OneOf("Type", BackupKind.Sqlite, "What kind of data it is.", ("sqlite", BackupKind.Sqlite), ("postgres", BackupKind.Postgres),
            ("folder", BackupKind.Folder));
        var isServer = type == BackupKind.Postgres;
        const string pathSentence = "The database file, or the folder; not for postgres.";
        var path = isServer ? s.OptionalLocation("Path", pathSentence) : s.RequiredLocation("Path", pathSentence);
        var server = PostgresOptions.Read(s);
        var exclude = s.Texts("Exclude", [], "Paths below the folder that are left out, with all below them, as cache or media/thumbs.",
            new TextRule("paths without a leading / and without ..", ArchivePath.IsSafe));
        s.Require(!isServer || path is null, "Path", "a postgres source has none; allowed: Database, Host, Port, UserName");
        s.Require(!isServer || server.Database.Length > 0, "Database", "it is missing; allowed: the name of a database");
        s.Require(isServer || !server.IsGiven, "Database",
            "only a postgres source has Database, Host, UserName, PassFile; allowed: Type postgres with these, or Path without");
        return new(name, type, path ?? "", isServer ? server : null) { Exclude = exclude };
    }
}
