using AutoCore.Policies.Backups.Tar;

namespace AutoCore.Daemon.Backups.Tar;

/// <summary>
/// Archives of earlier versions had a path that is no text as a readable one, and its bytes in an attribute of their own: tar programs saw only the readable
/// one.
/// </summary>
internal static class EarlierNames
{
    /// <summary>A member with its bytes, where the archive has them so.</summary>
    /// <param name="entry">The member as tar programs see it.</param>
    /// <param name="shown">Its readable path, with the slash of a folder.</param>
    /// <param name="records">The records before it.</param>
    /// <exception cref="FormatException">An attribute is damaged.</exception>
    public static TarEntry Apply(TarEntry entry, byte[] shown, PaxRecords records)
    {
        var (member, known) = entry;
        if (records.Find("AUTOCORE.linkpath") is { } target)
            member = member with { Target = Convert.FromHexString(Encoding.ASCII.GetString(target)) };
        if (records.Find("AUTOCORE.path") is { } path)
        {
            member = member with { Path = Convert.FromHexString(Encoding.ASCII.GetString(path)) };
            known = [.. shown, 0, .. path];
        }
        return new(member, known);
    }
}
