using AutoCore.Policies.Storage;

namespace AutoCore.Policies.SdCard;

/// <summary>What figures that are measured in a folder are figures of.</summary>
public enum CardPlaceKind
{
    /// <summary>A card, as far as can be told.</summary>
    Card,

    /// <summary>A disk that is no SD card: its figures are real, the table is for cards.</summary>
    Disk,

    /// <summary>Something in between: the figures are not those of one card.</summary>
    Between,

    /// <summary>Memory: there is nothing to measure.</summary>
    Memory,
}

/// <summary>Where a folder lies, for a measurement of the card (A5).</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">In words; null for a card.</param>
public readonly record struct CardPlace(CardPlaceKind Kind, string? Text)
{
    private const string CardPrefix = "mmcblk";
    private static readonly string[] InMemory = ["tmpfs", "ramfs", "devtmpfs", "hugetlbfs", "rootfs"];
    private static readonly string[] OverNetwork = ["nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "virtiofs", "ceph", "glusterfs", "afs", "vboxsf", "vmhgfs"];

    /// <summary>Judges a folder.</summary>
    /// <param name="folder">The folder, for people.</param>
    /// <param name="mount">The mount that it lies on; null: not known.</param>
    /// <param name="device">The kernel's name of its device, as <c>mmcblk0p2</c>; null: it has none.</param>
    public static CardPlace Judge(string folder, MountEntry? mount, string? device)
    {
        if (mount is null)
            return new(CardPlaceKind.Card, null);
        var type = mount.FileSystemType;
        var name = device ?? (mount.Source.StartsWith("/dev/", StringComparison.Ordinal) ? mount.Source["/dev/".Length..] : "");
        if (InMemory.Contains(type) || name.StartsWith("zram", StringComparison.Ordinal) || name.StartsWith("ram", StringComparison.Ordinal))
            return new(CardPlaceKind.Memory, $"{folder} lies in memory ({(name.Length > 0 && name != type ? name : type)}), no card: name a folder on the card with --path");
        if (type is "overlay" or "aufs")
            return new(CardPlaceKind.Between, $"{folder} is an {type}, as containers have it, and no card: the figures are those of what lies below it");
        if (OverNetwork.Contains(type))
            return new(CardPlaceKind.Between, $"{folder} comes over the network or from the host ({type} from {mount.Source}), no card: the figures are those of the way there");
        if (type.StartsWith("fuse", StringComparison.Ordinal) && type != "fuseblk")
            return new(CardPlaceKind.Between, $"{folder} is a program's view ({type} of {mount.Source}), no card: the figures are those of that program");
        if (name.StartsWith("loop", StringComparison.Ordinal))
            return new(CardPlaceKind.Between, $"{folder} is a file that is mounted as a disk ({name}), no card: the figures are those of where that file lies");
        if (name.StartsWith(CardPrefix, StringComparison.Ordinal) || name is "" or "root")
            return new(CardPlaceKind.Card, null);
        return new(CardPlaceKind.Disk, $"{folder} lies on {name} ({type}), which is no SD card: the table is one of cards");
    }
}
