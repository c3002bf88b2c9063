namespace AutoCore.Policies.Backups.Tar;

/// <summary>What one header block says, before the records of pax that stand before it.</summary>
/// <param name="Type">The letter of its kind.</param>
/// <param name="Name">Its path; what a block holds may be cut, and a record then says it whole.</param>
/// <param name="Target">Where a link leads.</param>
/// <param name="Mode">Permission bits.</param>
/// <param name="User">User id.</param>
/// <param name="Group">Group id.</param>
/// <param name="Size">Bytes of data that follow.</param>
/// <param name="Seconds">Its time, in seconds since 1970.</param>
public sealed record TarBlock(char Type, byte[] Name, byte[] Target, int Mode, long User, long Group, long Size, long Seconds)
{
    /// <summary>What it is the header of.</summary>
    public TarKind Kind => Type switch
    {
        // Before POSIX, a folder was a file whose name ends with a slash.
        '0' or '\0' => Name is [.., (byte)'/'] ? TarKind.Folder : TarKind.File,
        '7' or 'S' => TarKind.File,
        '5' or 'D' => TarKind.Folder,
        '2' => TarKind.Link,
        '1' => TarKind.HardLink,
        '3' or '4' or '6' => TarKind.Special,
        _ => TarKind.Other,
    };
}
