namespace AutoCore.Policies.Backups.Tar;

/// <summary>Extended attributes as records of pax: those of users under SCHILY.xattr, access control lists as text under SCHILY.acl. No other kind is written
/// or taken.</summary>
public static class TarAttributes
{
    /// <summary>The access control list of a file or folder.</summary>
    public static byte[] AccessList { get; } = [.. "system.posix_acl_access"u8];

    /// <summary>The one that what is made in a folder begins with.</summary>
    public static byte[] DefaultList { get; } = [.. "system.posix_acl_default"u8];

    private const string Users = "SCHILY.xattr.";
    private static readonly (string Record, byte[] Name)[] Lists = [("SCHILY.acl.access", AccessList), ("SCHILY.acl.default", DefaultList)];

    /// <summary>Whether an attribute is one that belongs into a backup: a user's, or an access control list; never what gives a program rights.</summary>
    public static bool IsKept(ReadOnlySpan<byte> name) =>
        name.StartsWith("user."u8) || IsList(name);

    /// <summary>Whether an attribute is an access control list.</summary>
    public static bool IsList(ReadOnlySpan<byte> name) => name.SequenceEqual(AccessList) || name.SequenceEqual(DefaultList);

    /// <summary>Adds the record of an attribute; of a list that is none, nothing.</summary>
    public static void Add(PaxRecords records, AttributeValue attribute)
    {
        var name = Encoding.Latin1.GetString(attribute.Name);
        if (Array.Find(Lists, l => l.Name.AsSpan().SequenceEqual(attribute.Name)).Record is not { } record)
            // A keyword ends at its first =.
            records.Add(Users + name.Replace("%", "%25", StringComparison.Ordinal).Replace("=", "%3D", StringComparison.Ordinal), attribute.Value);
        else if (PosixAcl.ToText(attribute.Value) is { } text)
            records.Add(record, text);
    }

    /// <summary>The attributes that records name.</summary>
    /// <param name="idOf">The id of a user (true) or group of this machine, or null.</param>
    public static IReadOnlyList<AttributeValue> Read(PaxRecords records, Func<string, bool, uint?> idOf)
    {
        var attributes = new List<AttributeValue>();
        foreach (var (rest, value) in records.Beginning(Users))
        {
            var name = Decode(rest);
            if (name.AsSpan().StartsWith("user."u8) && !name.Contains((byte)0))
                attributes.Add(new(name, value));
        }
        foreach (var (record, name) in Lists)
        {
            if (records.Find(record) is { Length: > 0 } text && PosixAcl.FromText(Encoding.UTF8.GetString(text), idOf) is { } list)
                attributes.Add(new(name, list));
        }
        return attributes;
    }

    /// <summary>Attributes in the order of their names' bytes: file systems list them as they like, and archives have lists behind the rest.</summary>
    public static IReadOnlyList<AttributeValue> Ordered(IEnumerable<AttributeValue> attributes) =>
        [.. attributes.Order(Comparer<AttributeValue>.Create(static (a, b) => a.Name.AsSpan().SequenceCompareTo(b.Name)))];

    /// <summary>A name as a record has it: some programs write more bytes than = and % as % and two digits.</summary>
    private static byte[] Decode(string text)
    {
        var name = new List<byte>(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '%' && at + 2 < text.Length
                && byte.TryParse(text.AsSpan(at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                name.Add(code);
                at += 2;
            }
            else
            {
                name.Add((byte)text[at]);
            }
        }
        return [.. name];
    }
}
