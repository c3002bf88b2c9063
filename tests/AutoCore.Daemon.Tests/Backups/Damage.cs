namespace AutoCore.Daemon.Tests.Backups;

/// <summary>Damages files as a failing card does.</summary>
internal static class Damage
{
    /// <summary>Overwrites bytes of a file.</summary>
    public static void Overwrite(string path, long at, int count, byte with = 0xA5)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        file.Position = at;
        file.Write(Enumerable.Repeat(with, count).ToArray());
    }

    /// <summary>Flips one byte.</summary>
    public static void Flip(string path, long at)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        file.Position = at;
        var before = file.ReadByte();
        file.Position = at;
        file.WriteByte((byte)(before ^ 0xFF));
    }
}
