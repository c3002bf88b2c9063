using AutoCore.Daemon.Cameras.Storing;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Cameras.Storing;

/// <summary>Pictures on sticks and shares, which have no links and say so in many ways.</summary>
public sealed class StickTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Latest_LinksAreRefused_IsACopy(bool isDenied)
    {
        Exception refusal = isDenied ? new UnauthorizedAccessException("EPERM, EACCES") : new IOException("EOPNOTSUPP, EMLINK");
        using var folder = new TemporaryFolder();
        var picture = folder.Write("P1.jpg", "picture");

        LatestPicture.Make(folder["latest"], "../P1.jpg", picture, (_, _) => throw refusal);

        Assert.Null(new FileInfo(folder["latest"]).LinkTarget);
        Assert.Equal("picture", File.ReadAllText(folder["latest"]));
    }

    [Fact]
    public async Task Latest_CannotBePointed_CostsNoPicture()
    {
        await using var fixture = new CaptureFixture();
        fixture.Farm.Add("Site/P1");
        // A file where the folder is to be: root meets it, too.
        Directory.CreateDirectory(Path.Combine(fixture.Root, "Site"));
        await File.WriteAllTextAsync(Path.Combine(fixture.Root, "Site", "latest"), "");

        var outcome = await fixture.RunAsync();

        Assert.Equal(1, outcome.Summary.Stored);
        Assert.Single(fixture.Pictures());
    }
}
