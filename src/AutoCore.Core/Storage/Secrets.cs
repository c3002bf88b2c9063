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
            : new(null, $"the secret {key} was not found: not an environment variable, {fileProblem}, {credentialProblem}");
    }

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

    /// <summary>Reads a line as a shell and systemd would: optional <c>export</c>, blanks around <c>=</c>, one pair of quotation marks around the
    /// value.</summary>
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
            ['\'', .. var plain, '\''] => plain.ToString(),
            ['"', .. var quoted, '"'] => Unescape(quoted) ?? value.ToString(),
            _ => value.ToString(),
        };
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
