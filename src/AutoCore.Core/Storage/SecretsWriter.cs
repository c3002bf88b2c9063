using System.Text;

namespace AutoCore.Core.Storage;

/// <summary>Adds lines to the secrets file; owner, group and what is there already stay.</summary>
internal static class SecretsWriter
{
    private const int MostBytes = 1_000_000;
    private const UnixFileMode OfNewFile = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;

    /// <summary>Adds the secrets whose names have no line yet.</summary>
    /// <param name="file">The secrets file; it is made if it is not there.</param>
    /// <param name="secrets">Names and values.</param>
    /// <returns>The names that were added.</returns>
    /// <exception cref="IOException">It cannot be written, or root must not write it.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not.</exception>
    public static IReadOnlyList<string> Add(string file, IEnumerable<KeyValuePair<string, string>> secrets)
    {
        if (ProcessRights.IsRoot && File.Exists(file) && PathWalk.FindProblem(file) is { } problem)
            throw new IOException($"{file} is not written as root: {problem}");
        var present = File.Exists(file) ? PlainFile.ReadSmallText(file, MostBytes) : "";
        var missing = secrets.Where(s => !present.Split('\n').Any(line => NameOf(line) == s.Key)).ToList();
        if (missing.Count == 0)
            return [];
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        using var output = new FileStream(
            file, new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, UnixCreateMode = OfNewFile, BufferSize = 0 });
        var begins = present.Length == 0 || present[^1] == '\n' ? "" : "\n";
        output.Write(Encoding.UTF8.GetBytes(begins + string.Concat(missing.Select(s => $"{s.Key}={Quote(s.Value)}\n"))));
        output.Flush(flushToDisk: true);
        return [.. missing.Select(s => s.Key)];
    }

    private static string? NameOf(string line)
    {
        var text = line.Trim();
        text = text.StartsWith("export ", StringComparison.Ordinal) ? text["export ".Length..] : text;
        return text.Split('=', 2) is [var name, _] ? name.Trim() : null;
    }

    /// <summary>As a shell and systemd read it.</summary>
    private static string Quote(string value)
    {
        var quoted = new StringBuilder("\"");
        foreach (var character in value)
        {
            if (character is '"' or '\\' or '$' or '`')
                quoted.Append('\\');
            quoted.Append(character);
        }
        return quoted.Append('"').ToString();
    }
}
