using System.Buffers.Binary;
using System.Security.Cryptography;
using AutoCore.Policies.Backups.Tar;

namespace AutoCore.Daemon.Backups;

/// <summary>
/// One sum over everything in an archive, in its order: path, kind, size, SHA-256 and attributes of each entry. It stands at the archive's end as a comment
/// that tar programs skip, so that an archive proves itself without a list in memory.
/// </summary>
internal sealed class FolderSeal : IDisposable
{
    /// <summary>The keyword of the comment.</summary>
    public const string Keyword = "comment";

    /// <summary>The comment at the beginning: an archive that has it and no seal was cut.</summary>
    public const string Promise = "autocore: a seal is at the end";

    private const string Begin = "autocore files=";

    private readonly IncrementalHash _all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Files so far, links among them.</summary>
    public long Files { get; private set; }

    /// <summary>Bytes in them, holes not counted.</summary>
    public long Bytes { get; private set; }

    public void Dispose() => _all.Dispose();

    /// <summary>Takes in a member.</summary>
    /// <param name="member">What it is.</param>
    /// <param name="content">The SHA-256 of what the archive holds of a file; where a link leads; empty for a folder.</param>
    public void Add(byte[] path, TarMember member, ReadOnlySpan<byte> content)
    {
        var (kind, size) = member.Kind switch
        {
            TarKind.Folder => ('d', 0),
            TarKind.Link => ('l', 0),
            _ => (member.Content.HasHoles ? 's' : 'f', member.Content.Length),
        };
        Add(kind, path, size, content);
        foreach (var attribute in TarAttributes.Ordered(member.Attributes))
            Add('a', attribute.Name, attribute.Value.Length, attribute.Value);
        Files += kind == 'd' ? 0 : 1;
        Bytes += kind is 'd' or 'l' ? 0 : member.Content.StoredBytes;
    }

    /// <summary>The comment; nothing can be added after it.</summary>
    public string Compose() =>
        string.Create(CultureInfo.InvariantCulture, $"{Begin}{Files} bytes={Bytes} sha256={Convert.ToHexStringLower(_all.GetHashAndReset())}");

    /// <summary>Whether this program made the archive, as far as its comment says.</summary>
    public static bool IsOurs(PaxRecords? global) => Read(global) is { } comment && (comment == Promise || comment.StartsWith(Begin, StringComparison.Ordinal));

    /// <summary>What the last comment of an archive that was read whole says against it; null: nothing. Other programs' archives have no seal, and may have comments:
    /// theirs must at least have its end.</summary>
    public string? FindProblem(PaxRecords? global, bool hasEnded) => Read(global) switch
    {
        null => hasEnded ? null : "it ends before its end",
        Promise => "it ends before its seal",
        var comment when comment.StartsWith(Begin, StringComparison.Ordinal) && comment != Compose() => "what is in it is not what was put in",
        _ => null,
    };

    private static string? Read(PaxRecords? global) => global?.Find(Keyword) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;

    private void Add(char kind, ReadOnlySpan<byte> name, long size, ReadOnlySpan<byte> content)
    {
        Span<byte> numbers = stackalloc byte[20];
        BinaryPrimitives.WriteInt32LittleEndian(numbers, name.Length);
        BinaryPrimitives.WriteInt32LittleEndian(numbers[4..], content.Length);
        BinaryPrimitives.WriteInt64LittleEndian(numbers[8..], size);
        BinaryPrimitives.WriteInt32LittleEndian(numbers[16..], kind);
        _all.AppendData(numbers);
        _all.AppendData(name);
        _all.AppendData(content);
    }
}
