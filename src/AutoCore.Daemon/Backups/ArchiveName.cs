using System.Formats.Tar;
using System.Text;
using System.Text.Unicode;
using AutoCore.Policies.Hosting;

namespace AutoCore.Daemon.Backups;

/// <summary>
/// The path of an archive's entry, in bytes. Tar's own attribute takes text only: of a path that is none, the entry's name is the readable form and
/// an attribute beside it has the bytes.
/// </summary>
/// <param name="Path">Its bytes.</param>
/// <param name="Sealed">What the seal takes for it.</param>
internal readonly record struct ArchiveName(byte[] Path, string Sealed)
{
    private const string BytesOfName = "AUTOCORE.path";
    private const string BytesOfLink = "AUTOCORE.linkpath";
    private const int LongestShown = 4096;

    /// <summary>The path of an entry.</summary>
    /// <exception cref="FormatException">Its attribute is damaged.</exception>
    public static ArchiveName Read(TarEntry entry) => Attribute(entry, BytesOfName) is { } bytes
        ? new(Convert.FromHexString(bytes), $"{entry.Name}\0{bytes}")
        : new(Encoding.UTF8.GetBytes(entry.Name.TrimEnd('/')), entry.Name);

    /// <summary>Where an entry's link leads.</summary>
    public static byte[] ReadLink(TarEntry entry) => Attribute(entry, BytesOfLink) is { } bytes ? Convert.FromHexString(bytes) : Encoding.UTF8.GetBytes(entry.LinkName);

    /// <summary>An entry of a path and, for a link, where it leads; and what the seal takes for the path.</summary>
    public static (PaxTarEntry Entry, string Sealed) Compose(TarEntryType type, byte[] path, byte[]? link = null)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        var name = Text(path, BytesOfName, attributes);
        var leads = link is null ? null : Text(link, BytesOfLink, attributes);
        if (type == TarEntryType.Directory)
            name += '/';
        var entry = new PaxTarEntry(type, name, attributes);
        if (leads is not null)
            entry.LinkName = leads;
        return (entry, attributes.TryGetValue(BytesOfName, out var bytes) ? $"{name}\0{bytes}" : name);
    }

    private static string Text(byte[] bytes, string attribute, Dictionary<string, string> attributes)
    {
        // A line break is text, but ends the attribute of tar's own.
        if (Utf8.IsValid(bytes) && !bytes.Contains((byte)'\n'))
            return Encoding.UTF8.GetString(bytes);
        attributes[attribute] = Convert.ToHexString(bytes);
        return SafeText.Of(bytes, LongestShown);
    }

    private static string? Attribute(TarEntry entry, string name) => (entry as PaxTarEntry)?.ExtendedAttributes.GetValueOrDefault(name);
}
