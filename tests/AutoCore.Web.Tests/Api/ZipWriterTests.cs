using System.Globalization;
using System.IO.Compression;
using System.Text;
using AutoCore.Testing;
using AutoCore.Web.Api;

namespace AutoCore.Web.Tests.Api;

/// <summary>What is written is read by the platform's archive, small or larger than a ZIP file could once be.</summary>
public sealed class ZipWriterTests
{
    private static readonly DateTime At = new(2026, 11, 24, 18, 0, 58);

    [Fact]
    public async Task Members_ComeBack_WithNameTimeAndBytes()
    {
        using var file = new MemoryStream();
        var zip = new ZipWriter(file);
        await zip.AddAsync("Loja São João/P1.jpg", At, Content("first"), CancellationToken.None);
        await zip.AddAsync("empty", new DateTime(1970, 1, 1), Content(""), CancellationToken.None);
        await zip.EndAsync(CancellationToken.None);

        using var read = new ZipArchive(file);
        Assert.Equal(["Loja São João/P1.jpg", "empty"], read.Entries.Select(e => e.FullName));
        Assert.Equal(At, read.Entries[0].LastWriteTime.DateTime);
        Assert.Equal(1980, read.Entries[1].LastWriteTime.Year);
        Assert.Equal("first", await TextAsync(read.Entries[0]));
        Assert.Equal("", await TextAsync(read.Entries[1]));
    }

    [Fact]
    public async Task NoMember_IsAFile()
    {
        using var file = new MemoryStream();
        await new ZipWriter(file).EndAsync(CancellationToken.None);

        using var read = new ZipArchive(file);
        Assert.Empty(read.Entries);
    }

    [Theory]
    [InlineData(65_534)]
    [InlineData(65_535)]
    [InlineData(70_001)]
    public async Task MoreMembersThanTwoBytesCount_ComeBack(int members)
    {
        using var file = new MemoryStream();
        var zip = new ZipWriter(file);
        for (var i = 0; i < members; i++)
            await zip.AddAsync(i.ToString(CultureInfo.InvariantCulture), At, Stream.Null, CancellationToken.None);
        await zip.EndAsync(CancellationToken.None);

        using var read = new ZipArchive(file);
        Assert.Equal(members, read.Entries.Count);
        Assert.Equal((members - 1).ToString(CultureInfo.InvariantCulture), read.Entries[^1].Name);
    }

    [Fact]
    public async Task MemberBehindFourGigabytes_ComesBack()
    {
        using var folder = new TemporaryFolder();
        await using var file = new FileStream(folder["large.zip"], FileMode.CreateNew, FileAccess.ReadWrite);
        var zip = new ZipWriter(new Holes(file));
        await zip.AddAsync("zeros 1", At, new Zeros(2_200_000_000), CancellationToken.None);
        await zip.AddAsync("zeros 2", At, new Zeros(2_200_000_000), CancellationToken.None);
        await zip.AddAsync("last", At, Content("here"), CancellationToken.None);
        await zip.EndAsync(CancellationToken.None);

        using var read = new ZipArchive(file);
        Assert.Equal(["zeros 1", "zeros 2", "last"], read.Entries.Select(e => e.FullName));
        Assert.Equal(2_200_000_000, read.Entries[1].Length);
        Assert.Equal("here", await TextAsync(read.Entries[2]));
    }

    private static MemoryStream Content(string text) => new(Encoding.UTF8.GetBytes(text));

    private static async Task<string> TextAsync(ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(await entry.OpenAsync());
        return await reader.ReadToEndAsync();
    }

    /// <summary>So many zeros.</summary>
    private sealed class Zeros(long left) : MemoryStream
    {
        private long _left = left;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = (int)Math.Min(_left, buffer.Length);
            buffer.Span[..count].Clear();
            _left -= count;
            return ValueTask.FromResult(count);
        }
    }

    /// <summary>Leaves holes in the file where zeros are written, and so takes no room for them.</summary>
    private sealed class Holes(FileStream file) : MemoryStream
    {
        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (buffer.Length > 1000 && !buffer.Span.ContainsAnyExcept((byte)0))
                file.Seek(buffer.Length, SeekOrigin.Current);
            else
                await file.WriteAsync(buffer, cancellationToken);
        }
    }
}
