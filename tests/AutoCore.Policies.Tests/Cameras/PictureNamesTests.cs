using AutoCore.Policies.Cameras;

namespace AutoCore.Policies.Tests.Cameras;

public sealed class PictureNamesTests
{
    private static readonly DateTime Taken = new(2025, 12, 22, 14, 30, 22, DateTimeKind.Unspecified);

    [Theory]
    [InlineData(StorageMode.Snapshot, "SITE", "P1", 1, "SITE/P1.jpg")]
    [InlineData(StorageMode.Organized, "SITE", "P1", 1, "SITE/2025-12/22/P1_143022.jpg")]
    [InlineData(StorageMode.Timestamped, "SITE", "P1", 1, "SITE/P1_SITE_20251222_143022.jpg")]
    [InlineData(StorageMode.Organized, "SITE", "P1", 2, "SITE/2025-12/22/P1_143022-2.jpg")]
    [InlineData(StorageMode.Timestamped, "SITE", "P1", 12, "SITE/P1_SITE_20251222_143022-12.jpg")]
    [InlineData(StorageMode.Organized, "São João do Norte", "Câmera 1", 1, "São João do Norte/2025-12/22/Câmera 1_143022.jpg")]
    [InlineData(StorageMode.Organized, "North/Gate", "P/1", 1, "North_Gate/2025-12/22/P_1_143022.jpg")]
    [InlineData(StorageMode.Timestamped, ".incoming", "P1_x", 1, "_incoming/P1_x__incoming_20251222_143022.jpg")]
    [InlineData(StorageMode.Snapshot, "a:b*c?", "x.", 1, "a_b_c_/x_.jpg")]
    public void PathOf_EachMode_IsTheDocumentedName(StorageMode mode, string site, string camera, int copy, string expected) =>
        Assert.Equal(expected, PictureNames.PathOf(mode, site, camera, Taken, copy));

    [Theory]
    [InlineData(StorageMode.Organized, "SITE", "P1", 1)]
    [InlineData(StorageMode.Timestamped, "SITE", "P1", 1)]
    [InlineData(StorageMode.Timestamped, "A_B", "P1_A_B", 3)]
    [InlineData(StorageMode.Organized, "São João", "P1_143022", 2)]
    [InlineData(StorageMode.Timestamped, "2025-12", "latest", 1)]
    public void TryParse_PathOfAName_ReadsTheSameName(StorageMode mode, string site, string camera, int copy)
    {
        var name = new PictureName(mode, site, camera, Taken, copy);
        Assert.True(PictureNames.TryParse(name.Path, out var read));
        Assert.Equal(name, read);
    }

    [Theory]
    [InlineData("SITE/P1.jpg", "P1")]
    [InlineData("SITE/P1_143022.jpg", "P1_143022")]
    [InlineData("SITE/P1_OTHER_20251222_143022.jpg", "P1_OTHER_20251222_143022")]
    [InlineData("SITE/_SITE_20251222_143022.jpg", "_SITE_20251222_143022")]
    [InlineData("SITE/P1_SITE_20251322_143022.jpg", "P1_SITE_20251322_143022")]
    public void TryParse_FlatWithoutTime_IsASnapshot(string path, string camera)
    {
        Assert.True(PictureNames.TryParse(path, out var read));
        Assert.Equal(new PictureName(StorageMode.Snapshot, "SITE", camera), read);
    }

    [Theory]
    [InlineData("P1.jpg")]
    [InlineData("SITE/notes.txt")]
    [InlineData("SITE/.jpg")]
    [InlineData("SITE/latest/P1.jpg")]
    [InlineData(".incoming/P1.jpg")]
    [InlineData("SITE/2025-12/22/P1.jpg")]
    [InlineData("SITE/2025-12/22/_143022.jpg")]
    [InlineData("SITE/2025-12/22/P1_246000.jpg")]
    [InlineData("SITE/2025-12/32/P1_143022.jpg")]
    [InlineData("SITE/2025-13/22/P1_143022.jpg")]
    [InlineData("SITE/2025-2/22/P1_143022.jpg")]
    [InlineData("SITE/2025-12/22/x/P1_143022.jpg")]
    public void TryParse_AnythingElse_IsNoPicture(string path) => Assert.False(PictureNames.TryParse(path, out _));

    [Theory]
    [InlineData("P1", true)]
    [InlineData("São João/Norte", true)]
    [InlineData("a..b", true)]
    [InlineData("..", false)]
    [InlineData("a/../b", false)]
    [InlineData("/a", false)]
    [InlineData("a/", false)]
    [InlineData("a\\..", false)]
    [InlineData("a\nb", false)]
    [InlineData("", false)]
    public void IsSafe_NamesThatCouldLeaveTheFolder_AreRefused(string name, bool expected) => Assert.Equal(expected, PictureNames.IsSafe(name));

    [Fact]
    public void IsSafe_CountsBytesSoThatBothNamesFitIntoAFileName()
    {
        var longest = new string('é', PictureNames.LongestName / 2);
        Assert.True(PictureNames.IsSafe(longest));
        Assert.False(PictureNames.IsSafe(longest + "x"));
        var file = PictureNames.PathOf(StorageMode.Timestamped, longest, longest, Taken, 99).Split('/')[1];
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(file), 1, 255);
    }

    [Fact]
    public void LatestTarget_IsRelativeToTheLatestFolder()
    {
        Assert.Equal("SITE/latest/P1.jpg", PictureNames.LatestOf("SITE", "P1"));
        Assert.Equal("../2025-12/22/P1_143022.jpg", PictureNames.LatestTarget("SITE/2025-12/22/P1_143022.jpg"));
        Assert.Equal("../P1.jpg", PictureNames.LatestTarget("SITE/P1.jpg"));
    }
}
