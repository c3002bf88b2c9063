using AutoCore.Core.Configuration;

namespace AutoCore.Core.Backups;

/// <summary>How a backup that cannot be tried out in the source's own server is proven.</summary>
internal enum PostgresProof
{
    /// <summary>By a restore where the server allows a scratch database, else by reading it whole.</summary>
    Auto,

    /// <summary>By a restore into a scratch database, or it does not count.</summary>
    Restore,

    /// <summary>By reading it whole.</summary>
    Read,
}

/// <summary>How a PostgreSQL database is reached.</summary>
internal sealed record PostgresOptions(string Database, string? Host, int Port, string? UserName, string? PasswordKey, string? PassFile, PostgresProof Proof)
{
    private static readonly TextRule Name =
        new("a name without control characters", static t => !t.Any(char.IsControl));
    private static readonly TextRule HostName = new("a host name, an address, or the folder of the server's socket",
        static t => t[0] != '-' && !t.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is ',' or '=' or '\''));

    /// <summary>Whether any of it was set.</summary>
    public bool IsGiven => Database.Length > 0 || Host is not null || UserName is not null || PasswordKey is not null || PassFile is not null;

    public static PostgresOptions Read(SettingReader s)
    {
        var options = new PostgresOptions(
            s.OptionalText("Database", "postgres: the name of the database.", Name) ?? "",
            s.OptionalText("Host", "postgres: the server; null: the one on this machine, over its socket.", HostName),
            s.Number("Port", 5432, 1, 65_535, "postgres: the server's port."),
            s.OptionalText("UserName", "postgres: the role; null: the one with the name of the daemon's user.", Name),
            s.OptionalText("PasswordKey", "postgres: the name of the secret with the password; null: none is needed, or it stands in PassFile."),
            s.OptionalLocation("PassFile", "postgres: a file in the form of .pgpass, readable by the daemon's user alone."),
            s.OneOf("Proof", PostgresProof.Auto,
                "postgres: how a backup is proven: auto restores it into a scratch database where the server allows one, and else reads it whole.",
                ("auto", PostgresProof.Auto), ("restore", PostgresProof.Restore), ("read", PostgresProof.Read)));
        s.Require(options.PasswordKey is null || options.PassFile is null, "PassFile", "the password comes from one place; allowed: PasswordKey or PassFile");
        return options;
    }
}
