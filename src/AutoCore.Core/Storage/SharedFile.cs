using AutoCore.Policies.Storage;

namespace AutoCore.Core.Storage;

/// <summary>What becomes of a file that people and several commands change.</summary>
/// <param name="Content">All of it; null: it stays as it is.</param>
/// <param name="Result">What whoever changes it wants to know.</param>
internal sealed record FileChange<T>(byte[]? Content, T Result);

/// <summary>Changes files that people and several commands change: what is written is made of what stands there in that moment, and nobody's change is
/// lost.</summary>
internal static class SharedFile
{
    private const int MostTries = 20;
    private const UnixFileMode OfNew = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>Changes a file; owner and mode stay, and a link to it stays one.</summary>
    /// <param name="file">The file; it is made with its folder if it is not there.</param>
    /// <param name="mostBytes">A larger one is not read.</param>
    /// <param name="compose">Gets what stands there (null: no file) and says what becomes of it. It is called again when somebody
    /// has changed it meanwhile.</param>
    /// <param name="copy">What stood there is kept under this name; null: it is not.</param>
    /// <exception cref="IOException">It cannot be written and is as it was; the message names the remedy.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not.</exception>
    public static T Change<T>(string file, int mostBytes, Func<byte[]?, FileChange<T>> compose, string? copy = null)
    {
        var target = Posix.FindRealPath(file) ?? file;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            using var turn = FileTurn.Take(target);
            for (var tries = 0; tries < MostTries; tries++)
            {
                var present = Read(target, mostBytes);
                var change = compose(present);
                if (change.Content is not { } content)
                    return change.Result;
                var (mode, owner) = present is null ? (OfNew, null) : (File.GetUnixFileMode(target), ProcessRights.IsRoot ? FileOwner.Of(target) : null);
                if (copy is not null && present is not null)
                    AtomicFile.TryReplace(copy, present, mode, owner, static () => true);
                // Editors know no turns.
                if (AtomicFile.TryReplace(target, content, mode, owner, () => IsStill(Read(target, mostBytes), present)))
                    return change.Result;
            }
        }
        catch (IOException e) when (WriteRefusal.RemedyOf(e.HResult) is { } remedy)
        {
            throw new IOException($"{file} is as it was, nothing was added: {remedy}", e);
        }
        throw new IOException($"{file} is as it was, nothing was added: somebody changes it again and again; try again when that has ended");
    }

    private static byte[]? Read(string file, int mostBytes) => File.Exists(file) ? PlainFile.ReadSmall(file, mostBytes) : null;

    private static bool IsStill(byte[]? now, byte[]? before) => now is null ? before is null : before is not null && now.AsSpan().SequenceEqual(before);
}
