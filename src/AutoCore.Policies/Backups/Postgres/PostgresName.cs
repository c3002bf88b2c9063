using System.Security.Cryptography;

namespace AutoCore.Policies.Backups.Postgres;

/// <summary>Names of PostgreSQL's databases and roles, in the forms in which its programs take them without misreading any.</summary>
public static class PostgresName
{
    /// <summary>Bytes of UTF-8 that a server keeps of a name; it cuts the rest.</summary>
    public const int Longest = 63;

    /// <summary>A name as the server knows it: cut between characters.</summary>
    public static string Cut(string name)
    {
        var bytes = 0;
        var end = 0;
        foreach (var rune in name.EnumerateRunes())
        {
            if ((bytes += rune.Utf8SequenceLength) > Longest)
                break;
            end += rune.Utf16SequenceLength;
        }
        return name[..end];
    }

    /// <summary>A name of the daemon's own for a database that belongs to a source; where it would be cut, its end tells the whole.</summary>
    /// <param name="purpose">What it begins with.</param>
    public static string Derive(string purpose, string source)
    {
        var name = $"{purpose}_{source}";
        if (Cut(name) == name)
            return name;
        var end = $"_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..8]}";
        return name[..(Longest - end.Length)] + end;
    }

    /// <summary>A name in SQL.</summary>
    public static string Identifier(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>A text in SQL, whatever <c>standard_conforming_strings</c> is.</summary>
    public static string Literal(string text) =>
        $"{(text.Contains('\\') ? " E" : "")}'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>A database as an argument: libpq takes a bare name with = or :// in it for a whole connection string.</summary>
    public static string Connection(string database) =>
        $"dbname='{database.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
}
