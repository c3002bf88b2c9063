namespace AutoCore.Policies.Backups.Postgres;

/// <summary>
/// Takes the SQL that pg_restore writes apart into statements while it streams by. What stands in texts, bodies of functions and comments is never taken
/// for a statement. Of each statement a bounded beginning is kept.
/// </summary>
/// <param name="take">Gets each statement.</param>
public sealed class SqlReader(Action<SqlStatement> take)
{
    private const int MostTokens = 2000;
    private const int MostBytes = 256 * 1024;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly List<SqlToken> _tokens = [];
    private readonly List<byte> _token = [];
    private readonly List<byte> _tag = [];
    private State _state;
    private byte _before;
    private int _depth;
    private int _bytes;
    private bool _isCut;
    private bool _isUsedUp;
    private bool _isEscaping;
    private bool _isEscaped;
    private bool _isUnicode;

    private enum State
    {
        Between, Word, Quoted, QuotedEnd, Text, TextEnd, Tag, Body, LineComment, BlockComment, Meta,
    }

    /// <summary>Takes the next piece.</summary>
    public void Take(ReadOnlySpan<byte> piece)
    {
        foreach (var b in piece)
        {
            Step(b);
            // What opens or closes a comment is used up: of "/*/" the last is no end.
            _before = _isUsedUp ? (byte)0 : b;
            _isUsedUp = false;
        }
    }

    /// <summary>Ends it: what has no semicolon is a statement, too.</summary>
    public void End()
    {
        Step((byte)'\n');
        EndStatement();
    }

    private void Step(byte b)
    {
        switch (_state)
        {
            case State.Word when IsWord(b):
                Keep(b);
                break;
            case State.Word when b == '\'' && _token is [(byte)'E' or (byte)'e']:
                Keep(b);
                (_state, _isEscaping) = (State.Text, true);
                break;
            case State.Quoted:
                if (b == '"')
                    _state = State.QuotedEnd;
                else
                    Keep(b);
                break;
            case State.QuotedEnd when b == '"':
                Keep(b);
                _state = State.Quoted;
                break;
            case State.Text:
                StepInText(b);
                break;
            case State.TextEnd when b == '\'':
                Keep(b);
                _state = State.Text;
                break;
            case State.Tag:
                StepInTag(b);
                break;
            case State.Body:
                StepInBody(b);
                break;
            case State.LineComment or State.Meta:
                _state = b == '\n' ? State.Between : _state;
                break;
            case State.BlockComment:
                StepInComment(b);
                break;
            default:
                EndToken();
                Begin(b);
                break;
        }
    }

    private void Begin(byte b)
    {
        switch (b)
        {
            case (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n':
                break;
            case (byte)';':
                EndStatement();
                break;
            case (byte)'"':
                _state = State.Quoted;
                break;
            case (byte)'\'':
                Keep(b);
                (_state, _isEscaping) = (State.Text, false);
                break;
            case (byte)'$':
                _tag.Clear();
                _tag.Add(b);
                _state = State.Tag;
                break;
            // psql's own commands, as \connect: they go to the end of their line.
            case (byte)'\\':
                _state = State.Meta;
                break;
            case (byte)'-' when _before == '-' && LastIs("-"):
                _tokens.RemoveAt(_tokens.Count - 1);
                _state = State.LineComment;
                break;
            case (byte)'*' when _before == '/' && LastIs("/"):
                _tokens.RemoveAt(_tokens.Count - 1);
                (_state, _depth, _isUsedUp) = (State.BlockComment, 1, true);
                break;
            default:
                if (IsWord(b))
                {
                    Keep(b);
                    _state = State.Word;
                }
                else
                {
                    Add(SqlTokenKind.Symbol, ((char)b).ToString());
                }
                break;
        }
    }

    private void StepInText(byte b)
    {
        Keep(b);
        if (_isEscaped)
            _isEscaped = false;
        else if (b == '\\' && _isEscaping)
            _isEscaped = true;
        else if (b == '\'')
            _state = State.TextEnd;
    }

    private void StepInTag(byte b)
    {
        _tag.Add(b);
        if (b == '$')
        {
            // The body is no text that anything here needs: it is read over, and leaves a mark.
            Add(SqlTokenKind.Text, "$$");
            (_state, _depth) = (State.Body, 0);
        }
        else if (!IsWord(b))
        {
            Add(SqlTokenKind.Symbol, "$");
            _state = State.Between;
            Begin(b);
        }
    }

    private void StepInBody(byte b)
    {
        _depth = b == _tag[_depth] ? _depth + 1 : b == '$' ? 1 : 0;
        if (_depth == _tag.Count)
            _state = State.Between;
    }

    private void StepInComment(byte b)
    {
        var (closes, opens) = (b == '/' && _before == '*', b == '*' && _before == '/');
        _depth += opens ? 1 : closes ? -1 : 0;
        _isUsedUp = opens || closes;
        if (_depth == 0)
            _state = State.Between;
    }

    private bool LastIs(string symbol) => _tokens.Count > 0 && _tokens[^1] == new SqlToken(SqlTokenKind.Symbol, symbol);

    private void Keep(byte b)
    {
        if (++_bytes <= MostBytes)
            _token.Add(b);
        else
            _isCut = true;
    }

    private void EndToken()
    {
        if (_state is State.Word or State.QuotedEnd or State.TextEnd)
        {
            if (_state == State.TextEnd)
                Add(SqlTokenKind.Text, _isUnicode && TryDecode() is { } text ? text : SqlText.Escape([.. _token]));
            else
                Add(_state == State.Word ? SqlTokenKind.Word : SqlTokenKind.Quoted, Decode());
            _token.Clear();
        }
        _state = State.Between;
    }

    private void Add(SqlTokenKind kind, string value)
    {
        if (_tokens.Count < MostTokens)
            _tokens.Add(new(kind, value));
        else
            _isCut = true;
    }

    private void EndStatement()
    {
        if (_tokens.Count > 0)
        {
            var statement = new SqlStatement([.. _tokens], !_isCut);
            if (statement.Begins("SET", "client_encoding"))
                _isUnicode = _tokens[^1].Value == "'UTF8'";
            take(statement);
        }
        _tokens.Clear();
        _token.Clear();
        (_bytes, _isCut) = (0, false);
    }

    /// <summary>A dump is in its database's encoding: most are UTF-8, and of the others one byte a character is read.</summary>
    private string Decode() => TryDecode() ?? Encoding.Latin1.GetString([.. _token]);

    private string? TryDecode()
    {
        try
        {
            return Strict.GetString([.. _token]);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static bool IsWord(byte b) => char.IsAsciiLetterOrDigit((char)b) || b is (byte)'_' or (byte)'.' or >= 0x80;
}
