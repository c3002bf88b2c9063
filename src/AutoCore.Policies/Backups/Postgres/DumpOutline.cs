namespace AutoCore.Policies.Backups.Postgres;

/// <summary>
/// What a dump says of the database itself, and whom it names: the statements that make the database, with a name that can be exchanged, and the roles
/// that a server must have.
/// </summary>
public sealed class DumpOutline
{
    private const int MostRoles = 10_000;
    private readonly List<SqlStatement> _settings = [];
    private readonly List<(string? Grantor, SqlStatement Statement)> _rest = [];
    private SqlStatement? _create;
    private SqlStatement? _owner;
    private string? _grantor;

    /// <summary>Roles that own something, the database among it.</summary>
    public SortedSet<string> Owners { get; } = new(StringComparer.Ordinal);

    /// <summary>All roles that are named: owners, those with privileges, those of policies.</summary>
    public SortedSet<string> Roles { get; } = new(StringComparer.Ordinal);

    /// <summary>Takes the next statement.</summary>
    public void Take(SqlStatement statement)
    {
        NoteRoles(statement);
        if (!statement.IsWhole)
            return;
        var isAlter = statement.Begins("ALTER", "DATABASE");
        if (statement.Begins("CREATE", "DATABASE"))
        {
            _create = statement;
        }
        else if (isAlter && statement.Tokens.Count > 3 && statement.Tokens[3].Is("SET"))
        {
            _settings.Add(statement);
        }
        else if (isAlter && statement.Tokens.Count > 3 && statement.Tokens[3].Is("OWNER"))
        {
            _owner = statement;
        }
        else if (statement.Begins("SET", "SESSION", "AUTHORIZATION") || statement.Begins("RESET", "SESSION", "AUTHORIZATION"))
        {
            // Privileges that somebody else than the owner has given: pg_dump becomes that role for them.
            _grantor = statement.Begins("SET") && statement.Tokens is [.., { IsName: true } role] && !role.Is("DEFAULT") ? role.Value : null;
        }
        else if (isAlter || statement.Begins("ALTER", "ROLE") && statement.IndexOf("IN", "DATABASE") == 3 || IsAbout(statement))
        {
            // What limits or opens the database comes last: it would also hold for the restore.
            _rest.Add((_grantor, statement));
        }
    }

    /// <summary>The statement that makes the database empty, in its encoding and with its collation.</summary>
    /// <param name="name">The name that it gets.</param>
    /// <param name="keepTablespace">Whether it lies where it lay.</param>
    public string CreateAs(string name, bool keepTablespace)
    {
        if (_create is null)
            return $"CREATE DATABASE {PostgresName.Identifier(name)} TEMPLATE template0";
        var at = _create.IndexOf("TABLESPACE");
        var tokens = keepTablespace || at < 0 ? _create.Tokens : [.. _create.Tokens.Take(at), .. _create.Tokens.Skip(at + 3)];
        return Renamed(new(tokens, true), name);
    }

    /// <summary>The tablespace in which it lay, or null for the usual one.</summary>
    public string? Tablespace => _create is not null && _create.IndexOf("TABLESPACE") is > 0 and var at && at + 2 < _create.Tokens.Count
        ? _create.Tokens[at + 2].Value : null;

    /// <summary>The database's own settings, <c>ALTER DATABASE … SET</c>: they hold from its next session on.</summary>
    public IEnumerable<string> SettingsOf(string name) => _settings.Select(s => Renamed(s, name));

    /// <summary>The statement that gives it to its owner, or null. Schema public obeys the database's owner: it comes before what is restored.</summary>
    public string? OwnerOf(string name) => _owner is null ? null : Renamed(_owner, name);

    /// <summary>Whether a statement has a text that is not ASCII, and so must be told in a session of a database of the same encoding: the server keeps
    /// the bytes that a text has there, for all of its databases.</summary>
    public static bool HasEncodedText(string statement) => statement.IndexOf('\'', StringComparison.Ordinal) is >= 0 and var text
        && (statement.Contains("\\x", StringComparison.Ordinal) || statement.AsSpan(text).ContainsAnyExceptInRange('\0', '\x7F'));

    /// <summary>What else is said of it: privileges, comment, settings of roles in it, limits. Each with the role that has to say it, or null.</summary>
    public IEnumerable<(string? Grantor, string Statement)> RestOf(string name) => _rest.Select(s => (s.Grantor, Renamed(s.Statement, name)));

    private static bool IsAbout(SqlStatement statement) =>
        (statement.Begins("COMMENT", "ON", "DATABASE") || statement.Begins("GRANT") || statement.Begins("REVOKE") || statement.Begins("SECURITY", "LABEL"))
        && statement.IndexOf("ON", "DATABASE") > 0;

    /// <summary>The name behind the word DATABASE is the database's.</summary>
    private static string Renamed(SqlStatement statement, string name)
    {
        var at = statement.IndexOf("DATABASE") + 1;
        return string.Join(' ', statement.Tokens.Select((token, i) => i == at ? PostgresName.Identifier(name) : token.ToString()));
    }

    private void NoteRoles(SqlStatement statement)
    {
        var tokens = statement.Tokens;
        if (statement.Begins("ALTER") && statement.IndexOf("OWNER", "TO") is > 0 and var owner)
        {
            NoteList(tokens, owner + 2);
            if (owner + 2 < tokens.Count && tokens[owner + 2].IsName && Owners.Count < MostRoles)
                Owners.Add(tokens[owner + 2].Value);
        }
        else if (statement.Begins("ALTER", "DEFAULT", "PRIVILEGES"))
        {
            NoteList(tokens, statement.IndexOf("FOR", "ROLE") + 2);
            NoteGrantees(tokens);
        }
        else if (statement.Begins("GRANT") || statement.Begins("REVOKE"))
        {
            NoteGrantees(tokens);
        }
        else if (statement.Begins("CREATE", "POLICY") && statement.IndexOf("TO") is > 0 and var to)
        {
            NoteList(tokens, to + 1);
        }
        else if (statement.Begins("CREATE", "USER", "MAPPING") || statement.Begins("SET", "SESSION", "AUTHORIZATION"))
        {
            NoteList(tokens, tokens.Count > 4 && tokens[3].Is("FOR") ? 4 : 3);
        }
        else if (statement.Begins("ALTER", "ROLE"))
        {
            NoteList(tokens, 2);
        }
    }

    private void NoteGrantees(IReadOnlyList<SqlToken> tokens)
    {
        var last = tokens.Count - 1;
        while (last > 0 && !tokens[last].Is("TO") && !tokens[last].Is("FROM"))
            last--;
        if (last > 0)
            NoteList(tokens, last + 1);
    }

    /// <summary>Names with commas between them; PUBLIC and the like are no roles.</summary>
    private void NoteList(IReadOnlyList<SqlToken> tokens, int from)
    {
        for (var i = from; i < tokens.Count && tokens[i].IsName && Roles.Count < MostRoles; i += 2)
        {
            if (tokens[i].Kind == SqlTokenKind.Quoted || !tokens[i].Value.All(c => char.IsAsciiLetterUpper(c) || c == '_'))
                Roles.Add(tokens[i].Value);
            if (i + 1 < tokens.Count && tokens[i + 1].Value != ",")
                break;
        }
    }
}
