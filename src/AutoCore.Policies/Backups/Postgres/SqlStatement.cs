namespace AutoCore.Policies.Backups.Postgres;

/// <summary>What a piece of SQL is.</summary>
public enum SqlTokenKind
{
    /// <summary>A bare word or number: a keyword, or a name in small letters.</summary>
    Word,

    /// <summary>A name that stood in double quotes, without them.</summary>
    Quoted,

    /// <summary>A text, as it stood, with its quotes.</summary>
    Text,

    /// <summary>Any other character.</summary>
    Symbol,
}

/// <summary>A piece of SQL.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">Its text.</param>
public readonly record struct SqlToken(SqlTokenKind Kind, string Value)
{
    /// <summary>Whether it can be a name.</summary>
    public bool IsName => Kind is SqlTokenKind.Word or SqlTokenKind.Quoted;

    /// <summary>Whether it is a keyword, as pg_dump writes them: in capitals and without quotes.</summary>
    public bool Is(string keyword) => Kind == SqlTokenKind.Word && Value == keyword;

    /// <summary>The piece as it stands in SQL.</summary>
    public override string ToString() => Kind == SqlTokenKind.Quoted ? PostgresName.Identifier(Value) : Value;
}

/// <summary>A statement of a dump: its first pieces, comments left out.</summary>
/// <param name="Tokens">The pieces, without the semicolon.</param>
/// <param name="IsWhole">Whether these are all; of a very long one the beginning is kept.</param>
public sealed record SqlStatement(IReadOnlyList<SqlToken> Tokens, bool IsWhole)
{
    /// <summary>Whether it begins with these keywords.</summary>
    public bool Begins(params ReadOnlySpan<string> keywords)
    {
        for (var i = 0; i < keywords.Length; i++)
        {
            if (i >= Tokens.Count || !Tokens[i].Is(keywords[i]))
                return false;
        }
        return true;
    }

    /// <summary>Where these keywords stand one after another, or -1.</summary>
    public int IndexOf(string first, string? second = null)
    {
        for (var i = 0; i < Tokens.Count; i++)
        {
            if (Tokens[i].Is(first) && (second is null || i + 1 < Tokens.Count && Tokens[i + 1].Is(second)))
                return i;
        }
        return -1;
    }

    /// <summary>The statement in one line, without the semicolon.</summary>
    public override string ToString() => string.Join(' ', Tokens);
}
