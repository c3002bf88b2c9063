namespace AutoCore.Core.Storage;

/// <summary>
/// Whose turn it is to change a file that people and several commands change: one after another. It is a locked file beside it, which is removed when the turn
/// ends; one that a killed process left is taken over. The file itself is never locked: whoever only reads it is not held up.
/// </summary>
internal sealed class FileTurn : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Others that may be quicker each time.</summary>
    private const int MostTries = 1000;

    private readonly string _path;
    private readonly FileStream _locked;

    private FileTurn(string path, FileStream locked) => (_path, _locked) = (path, locked);

    /// <summary>Waits for the turn; null where no lock can be made, as on a file system that takes no writes.</summary>
    /// <param name="file">The file that is changed; its folder exists.</param>
    /// <exception cref="IOException">Others had the turn all the time; the message names the remedy.</exception>
    public static FileTurn? Take(string file)
    {
        var path = Path.Combine(Path.GetDirectoryName(file)!, $".{Path.GetFileName(file)}.lock");
        for (var tries = 0; tries < MostTries; tries++)
        {
            FileStream locked;
            try
            {
                locked = new(path, new FileStreamOptions
                {
                    Mode = FileMode.OpenOrCreate,
                    Access = FileAccess.ReadWrite,
                    Share = FileShare.None,
                    UnixCreateMode = OwnerOnly,
                    BufferSize = 0,
                });
            }
            catch (IOException e) when (InstanceLock.IsHeldByAnother(e))
            {
                Posix.WaitForLock(path);
                continue;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return null;
            }
            // One that was removed between its opening and its locking locks nothing.
            var own = FileFacts.Read(locked.SafeFileHandle);
            if (FileFacts.Read(path) is { } named && (named.Identity, named.Device) == (own.Identity, own.Device))
                return new(path, locked);
            locked.Dispose();
        }
        throw new IOException($"{file}: other commands of autocore change it again and again: try again when they have ended");
    }

    public void Dispose()
    {
        // Removed while it is locked: who waits for it finds that it has no name any more.
        FileAttempt.Try(() => File.Delete(_path));
        _locked.Dispose();
    }
}
