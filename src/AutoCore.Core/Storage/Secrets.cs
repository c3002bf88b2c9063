using System.Collections;
using System.Text;

namespace AutoCore.Core.Storage;

/// <summary>
/// Passwords and tokens (C10), looked for when they are needed: environment, then <c>SecretsFile</c>, then systemd's credentials.
/// Values never leave memory: nothing here prints one.
/// </summary>
internal sealed class Secrets(string secretsFile, IDictionary environment)
{
    private const int MostBytes = 1_000_000;

    /// <summary>A secret's name as people are shown it: what no name is made of may be the secret itself.</summary>
    public static string Show(string key) => IsName(key) ? key : "***";

    /// <summary>Finds a secret by the name that a <c>…Key</c> setting gives.</summary>
    public SecretLookup Find(string key)
    {
        if (environment[key] is string { Length: > 0 } fromEnvironment)
            return new(fromEnvironment, null);
        var (fromFile, fileProblem) = FindInFile(key);
        if (fromFile is not null)
            return new(fromFile, null);
        var (fromCredential, credentialProblem) = FindInCredentials(key);
        return fromCredential is not null
            ? new(fromCredential, null)
            : new(null, IsName(key)
                ? $"the secret {key} was not found: not an environment variable, {fileProblem}, {credentialProblem}"
                : "PasswordKey is no name of a secret: if it is the secret itself, give that a name in SecretsFile, as CAMERA_PASSWORD=…, and write the name");
    }

    private static bool IsName(string key) => key.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.');

    private (string? Value, string Problem) FindInFile(string key)
    {
        try
        {
            if (!File.Exists(secretsFile))
                return (null, $"no file {secretsFile}");
            if ((File.GetUnixFileMode(secretsFile) & (UnixFileMode.OtherRead | UnixFileMode.OtherWrite)) != 0)
                return (null, $"{secretsFile} is refused because others can read or write it (chmod 640 {secretsFile})");
            var value = PlainFile.ReadSmallText(secretsFile, MostBytes).Split('\n').Select(line => ValueOf(line, key)).LastOrDefault(v => v is not null);
            return (value, $"no line {key}=… in {secretsFile}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, $"{secretsFile} cannot be read ({e.Message})");
        }
    }

    private (string? Value, string Problem) FindInCredentials(string key)
    {
        if (environment["CREDENTIALS_DIRECTORY"] is not string { Length: > 0 } folder)
            return (null, "no systemd credentials");
        try
        {
            var file = Path.Combine(folder, Path.GetFileName(key));
            return File.Exists(file) ? (File.ReadAllText(file).TrimEnd('\r', '\n'), "") : (null, $"no credential {key}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, $"the credential {key} cannot be read ({e.Message})");
        }
    }

    /// <summary>Reads a line as a shell and systemd would: optional <c>export</c>, blanks around <c>=</c>, quotation marks around the value or its
    /// pieces.</summary>
    private static string? ValueOf(string line, string key)
    {
        var text = line.AsSpan().Trim();
        if (text.StartsWith("export "))
            text = text["export ".Length..].TrimStart();
        if (!text.StartsWith(key, StringComparison.Ordinal) || text[key.Length..].TrimStart() is not ['=', .. var rest])
            return null;
        var value = rest.Trim();
        return value switch
        {
            ['\'' or '"', ..] when Join(value) is { } joined => joined,
            ['\'', .. var plain, '\''] => plain.ToString(),
            ['"', .. var quoted, '"'] => Unescape(quoted) ?? value.ToString(),
            _ => value.ToString(),
        };
    }

    /// <summary>Quoted pieces and what stands between them, as <c>'it'\''s'</c> is <c>it's</c>. Null: they are none, as a password with one quotation mark.</summary>
    private static string? Join(ReadOnlySpan<char> value)
    {
        var joined = new StringBuilder(value.Length);
        while (!value.IsEmpty)
        {
            var mark = value[0];
            if (char.IsWhiteSpace(mark))
                return null;
            var length = mark is '\'' or '"' ? EndOf(value[1..], mark) : mark == '\\' ? 1 : 0;
            if (length < 0 || (mark == '\\' && value.Length == 1))
                return null;
            joined.Append(mark switch
            {
                '"' => Unescape(value.Slice(1, length)),
                '\'' => value.Slice(1, length).ToString(),
                '\\' => value[1].ToString(),
                _ => mark.ToString(),
            });
            value = value[(mark is '\'' or '"' ? length + 2 : length + 1)..];
        }
        return joined.ToString();
    }

    /// <summary>How many characters stand before the quotation mark that closes; -1 if none does.</summary>
    private static int EndOf(ReadOnlySpan<char> text, char mark)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == mark)
                return at;
            if (mark == '"' && text[at] == '\\')
                at++;
        }
        return -1;
    }

    /// <summary>Within double quotation marks a backslash makes the next of <c>" \ $ `</c> an ordinary character. Null: the last quotation mark is such a
    /// one.</summary>
    private static string? Unescape(ReadOnlySpan<char> quoted)
    {
        var value = new StringBuilder(quoted.Length);
        for (var at = 0; at < quoted.Length; at++)
        {
            if (quoted[at] == '\\' && at + 1 == quoted.Length)
                return null;
            if (quoted[at] == '\\' && quoted[at + 1] is '"' or '\\' or '$' or '`')
                at++;
            value.Append(quoted[at]);
        }
        return value.ToString();
    }
}

/// <summary>A secret, or why there is none.</summary>
/// <param name="Value">The secret.</param>
/// <param name="Problem">Where it was looked for, with the remedy; null if it was found.</param>
internal readonly record struct SecretLookup(string? Value, string? Problem)
{
    /// <summary>Never the value: a record's own text would print it.</summary>
    public override string ToString() => Problem ?? "(a secret)";
}
