using System.Collections;

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

    /// <summary>Whether the file is there and this user may not read it: what is not found may well be in it.</summary>
    public bool IsFileClosed => File.Exists(secretsFile) && !Posix.MayRead(secretsFile);

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
                return (null, Directory.Exists(secretsFile) ? $"{secretsFile} is a folder, and a file is meant" : $"no file {secretsFile}");
            if ((File.GetUnixFileMode(secretsFile) & (UnixFileMode.OtherRead | UnixFileMode.OtherWrite)) != 0)
                return (null, $"{secretsFile} is refused because others can read or write it (chmod 640 {secretsFile})");
            var value = PlainFile.ReadSmallText(secretsFile, MostBytes).Split('\n').Select(line => SecretLine.ValueOf(line, key)).LastOrDefault(v => v is not null);
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
}

/// <summary>A secret, or why there is none.</summary>
/// <param name="Value">The secret.</param>
/// <param name="Problem">Where it was looked for, with the remedy; null if it was found.</param>
internal readonly record struct SecretLookup(string? Value, string? Problem)
{
    /// <summary>Never the value: a record's own text would print it.</summary>
    public override string ToString() => Problem ?? "(a secret)";
}
