using AutoCore.Policies.Hosting;

namespace AutoCore.Core.Storage.SafePath;

/// <summary>The name of one entry of a folder, as the kernel has it: bytes, which need not be text. It leads nowhere else: no slash, and neither <c>.</c> nor
/// <c>..</c>.</summary>
internal readonly struct FileName : IEquatable<FileName>
{
    private const int LongestShown = 1024;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly byte[] _terminated;

    /// <summary>A name from its bytes.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    public FileName(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty || bytes.ContainsAny((byte)'/', (byte)0) || bytes.SequenceEqual("."u8) || bytes.SequenceEqual(".."u8))
            throw new ArgumentException($"{SafeText.Of(bytes, LongestShown)} is not the name of a file", nameof(bytes));
        _terminated = new byte[bytes.Length + 1];
        bytes.CopyTo(_terminated);
    }

    /// <summary>A name from text.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    public FileName(string name)
        : this(Encoding.UTF8.GetBytes(name))
    {
    }

    /// <summary>The bytes.</summary>
    public ReadOnlySpan<byte> Bytes => _terminated.AsSpan(0, _terminated.Length - 1);

    /// <summary>The bytes and the zero that ends them for the kernel.</summary>
    public ReadOnlySpan<byte> Terminated => _terminated;

    /// <summary>The name as text; null if it is none.</summary>
    public string? TryGetText()
    {
        try
        {
            return Strict.GetString(Bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>Whether it is this one.</summary>
    public bool Is(ReadOnlySpan<byte> name) => Bytes.SequenceEqual(name);

    /// <summary>Whether it ends so.</summary>
    public bool EndsWith(ReadOnlySpan<byte> ending) => Bytes.EndsWith(ending);

    public bool Equals(FileName other) => Bytes.SequenceEqual(other.Bytes);

    public override bool Equals(object? obj) => obj is FileName other && Equals(other);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(Bytes);
        return hash.ToHashCode();
    }

    /// <summary>The name for people, in one line.</summary>
    public override string ToString() => SafeText.Of(Bytes, LongestShown);
}
