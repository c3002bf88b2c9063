using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AutoCore.Daemon.Backups;

/// <summary>
/// One sum over everything in an archive, in its order: name, kind, size and SHA-256 of each entry. It stands at the archive's end as a comment
/// that tar programs skip, so that an archive proves itself without a list in memory.
/// </summary>
internal sealed class FolderSeal : IDisposable
{
    /// <summary>The keyword of the comment.</summary>
    public const string Keyword = "comment";

    private readonly IncrementalHash _all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Files so far, links among them.</summary>
    public long Files { get; private set; }

    /// <summary>Bytes in them.</summary>
    public long Bytes { get; private set; }

    public void Dispose() => _all.Dispose();

    /// <summary>Takes in a folder.</summary>
    public void AddFolder(string name) => Add('d', name, 0, []);

    /// <summary>Takes in a symbolic link.</summary>
    public void AddLink(string name, byte[] target)
    {
        Add('l', name, 0, target);
        Files++;
    }

    /// <summary>Takes in a file.</summary>
    public void AddFile(string name, long size, ReadOnlySpan<byte> sum)
    {
        Add('f', name, size, sum);
        Files++;
        Bytes += size;
    }

    /// <summary>The comment; nothing can be added after it.</summary>
    public string Compose() => string.Create(CultureInfo.InvariantCulture, $"autocore files={Files} bytes={Bytes} sha256={Convert.ToHexStringLower(_all.GetHashAndReset())}");

    private void Add(char kind, string name, long size, ReadOnlySpan<byte> content)
    {
        Span<byte> numbers = stackalloc byte[20];
        var text = Encoding.UTF8.GetBytes(name.TrimEnd('/'));
        BinaryPrimitives.WriteInt32LittleEndian(numbers, text.Length);
        BinaryPrimitives.WriteInt32LittleEndian(numbers[4..], content.Length);
        BinaryPrimitives.WriteInt64LittleEndian(numbers[8..], size);
        BinaryPrimitives.WriteInt32LittleEndian(numbers[16..], kind);
        _all.AppendData(numbers);
        _all.AppendData(text);
        _all.AppendData(content);
    }
}
