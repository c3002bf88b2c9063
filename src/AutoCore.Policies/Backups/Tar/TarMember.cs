namespace AutoCore.Policies.Backups.Tar;

/// <summary>What a member of a tar archive is.</summary>
public enum TarKind
{
    /// <summary>A regular file.</summary>
    File,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A symbolic link.</summary>
    Link,

    /// <summary>Another name of a file that came before it.</summary>
    HardLink,

    /// <summary>A device or a pipe: a name without content.</summary>
    Special,

    /// <summary>What nobody knows.</summary>
    Other,
}

/// <summary>An extended attribute of a file, in the kernel's terms.</summary>
/// <param name="Name">Its name, <c>user.</c> and the like included; bytes that need not be text.</param>
/// <param name="Value">Its bytes.</param>
public sealed record AttributeValue(byte[] Name, byte[] Value);

/// <summary>A member of a tar archive. Paths are bytes, as the kernel has them, and need not be text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Path">Its path below the archive's folder, without a slash at its end.</param>
/// <param name="Mode">Permission bits, with those of setuid, setgid and the like.</param>
/// <param name="User">User id of the owner.</param>
/// <param name="Group">Group id.</param>
public sealed record TarMember(TarKind Kind, byte[] Path, int Mode = 0, uint User = 0, uint Group = 0)
{
    /// <summary>Where a link leads; empty for what is none.</summary>
    public byte[] Target { get; init; } = [];

    /// <summary>When it was written last, UTC.</summary>
    public DateTimeOffset Modified { get; init; } = DateTimeOffset.UnixEpoch;

    /// <summary>How long a file is, and which parts of it the archive holds.</summary>
    public SparseMap Content { get; init; } = SparseMap.Whole(0);

    /// <summary>Its extended attributes and access control lists.</summary>
    public IReadOnlyList<AttributeValue> Attributes { get; init; } = [];
}
