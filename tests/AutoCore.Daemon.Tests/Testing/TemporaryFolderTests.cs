using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Testing;

public sealed class TemporaryFolderTests
{
    [Fact]
    public void Dispose_FolderWithFiles_LeavesNothing()
    {
        var folder = new TemporaryFolder();
        var file = folder.Write("a/b/c.txt", "text");
        Assert.Equal("text", File.ReadAllText(file));

        folder.Dispose();

        Assert.False(Directory.Exists(folder.Path));
    }
}
