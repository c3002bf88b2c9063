using AutoCore.Core.Storage;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Storage;

public sealed class LargeFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(40_000_001)]
    public void Remove_FileOfAnySize_IsGone(long bytes)
    {
        var file = _folder["large"];
        using (var stream = File.Create(file))
            stream.SetLength(bytes);

        LargeFile.Remove(file);

        Assert.False(File.Exists(file));
    }
}
