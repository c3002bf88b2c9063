using AutoCore.Core.Storage.SafePath;
using AutoCore.Policies.Storage;

namespace AutoCore.Core.Storage;

/// <summary>Adds lines to the secrets file; owner, group and what is there already stay.</summary>
internal static class SecretsWriter
{
    private const int MostBytes = 1_000_000;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Why nothing can be added, with the remedy, as far as a look tells; null: probably it can.</summary>
    public static string? FindProblem(string file)
    {
        if (ProcessRights.IsRoot && PathWalk.FindProblem(file) is { } problem)
            return $"{file} is not written as root: {problem}";
        if (Directory.Exists(file))
            return $"{file} is a folder, and a file is meant: take it away, or correct SecretsFile";
        try
        {
            return FileFacts.Read(file) is { IsLink: true } && FileFacts.Read(file, follow: true) is null
                ? $"{file} is a link that leads nowhere: take it away, or make the file that it leads to" : null;
        }
        catch (IOException e)
        {
            return e.Message;
        }
    }

    /// <summary>Adds the secrets whose names have no line yet.</summary>
    /// <param name="file">The secrets file; it is made if it is not there.</param>
    /// <param name="secrets">Names and values.</param>
    /// <returns>The names that were added.</returns>
    /// <exception cref="IOException">It cannot be written, or root must not write it.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not.</exception>
    public static IReadOnlyList<string> Add(string file, IEnumerable<KeyValuePair<string, string>> secrets)
    {
        if (FindProblem(file) is { } problem)
            throw new IOException(problem);
        var given = secrets.ToList();
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            using var turn = FileTurn.Take(Posix.FindRealPath(file) ?? file);
            return Append(file, given);
        }
        catch (IOException e) when (WriteRefusal.RemedyOf(e.HResult) is { } remedy)
        {
            throw new IOException($"{file} is as it was, nothing was added: {remedy}", e);
        }
    }

    private static List<string> Append(string file, List<KeyValuePair<string, string>> secrets)
    {
        var isNew = !File.Exists(file);
        var present = isNew ? "" : PlainFile.ReadSmallText(file, MostBytes);
        var names = present.Split('\n').Select(SecretLine.NameOf).ToHashSet(StringComparer.Ordinal);
        var missing = secrets.FindAll(s => !names.Contains(s.Key));
        if (missing.Count == 0)
            return [];
        var begins = present.Length == 0 || present[^1] == '\n' ? "" : "\n";
        using var output = isNew ? MakeNew(file)
            : new FileStream(file, new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, BufferSize = 0 });
        var end = output.Position;
        try
        {
            output.Write(Encoding.UTF8.GetBytes(begins + string.Concat(missing.Select(s => $"{SecretLine.Write(s.Key, s.Value)}\n"))));
            output.Flush(flushToDisk: true);
        }
        catch (IOException)
        {
            // Half a line is another secret, or spoils the next one.
            FileAttempt.Try(() => TakeBack(output, end, file, isNew));
            throw;
        }
        return missing.ConvertAll(s => s.Key);
    }

    private static void TakeBack(FileStream output, long end, string file, bool isNew)
    {
        if (isNew)
            File.Delete(file);
        else
            output.SetLength(end);
    }

    /// <summary>A file as the package makes it: root's, and readable by the daemon's group and nobody else, whatever the umask. A user without root's rights
    /// has it to himself and his own group.</summary>
    private static FileStream MakeNew(string file)
    {
        // Made, and never opened through a link of that name.
        var made = new FileStream(file, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly, BufferSize = 0 });
        if (ProcessRights.IsRoot && SystemUser.Find(SystemUser.DaemonName) is { } daemon)
            SafeFolder.Give(made.SafeFileHandle, new(0, daemon.Group), file);
        File.SetUnixFileMode(made.SafeFileHandle, OwnerOnly | UnixFileMode.GroupRead);
        return made;
    }
}
