using AutoCore.Testing;

namespace AutoCore.Web.Tests;

public sealed class FolderTests
{
    [Fact]
    public void Folders_UseEachOtherInNoCircle() => Assert.Empty(new FolderGraph((typeof(WebHost).Assembly, "AutoCore.Web")).FindCircles());
}
