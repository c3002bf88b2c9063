using AutoCore.Core.Storage;
using AutoCore.Core.Storage.SafePath;

namespace AutoCore.Daemon.Backups;

/// <summary>Puts a checked database in the place of another program's, in a folder that others can write: by open descriptors, and over no link.</summary>
internal static class RootExchange
{
    private const uint Permissions = 0x1FF;
    private const uint ReadableByGroup = 0x1A0;
    private const int BufferBytes = 128 * 1024;
    private const long BytesBetweenFlushes = 8_000_000;

    /// <summary>Copies it beside the present one, gives it that one's owner and permissions, and exchanges them in one step.</summary>
    /// <param name="checkedDatabase">The checked one, the acting user's.</param>
    /// <param name="file">The place.</param>
    /// <exception cref="UnsafePath">There is a link on the way, or in its place.</exception>
    public static void Put(string checkedDatabase, DatabaseFile file)
    {
        using var source = CompressedFile.Read(checkedDatabase);
        using var root = ActingUser.AsRoot();
        using var folder = SafeFolder.Open(Path.GetDirectoryName(file.Path)!);
        var name = NameOf(file.Path);
        var restoring = NameOf(file.RestoringPath);
        var present = folder.Look(name);
        if (present is { IsRegular: false })
            throw new UnsafePath($"{file.Path} is a link or no plain file: write the path of the database itself into Backups:Sources");
        var owner = present ?? folder.Facts;
        folder.RemoveTree(restoring);
        try
        {
            using (var target = folder.Create(restoring, 0x180, BufferBytes))
            {
                Copy(source, target);
                SafeFolder.Give(target.SafeFileHandle, new(owner.User, owner.Group), file.RestoringPath);
                SafeFolder.SetMode(target.SafeFileHandle, present is { } there ? (uint)there.Mode & Permissions : ReadableByGroup);
                target.Flush(flushToDisk: true);
            }
            foreach (var old in new[] { file.WalPath, file.SharedMemoryPath, file.JournalPath })
                folder.Remove(NameOf(old));
            folder.Rename(restoring, folder, name, RenameMode.Replace);
            folder.Sync();
        }
        finally
        {
            folder.Remove(restoring);
        }
    }

    private static FileName NameOf(string path) => new(Path.GetFileName(path));

    /// <summary>All of it at the end would make everybody else's syncs wait for minutes.</summary>
    private static void Copy(FileStream source, FileStream target)
    {
        var buffer = new byte[BufferBytes];
        var flushed = 0L;
        while (source.Read(buffer) is > 0 and var count)
        {
            target.Write(buffer, 0, count);
            if (target.Position - flushed < BytesBetweenFlushes)
                continue;
            target.Flush(flushToDisk: true);
            flushed = target.Position;
        }
    }
}
