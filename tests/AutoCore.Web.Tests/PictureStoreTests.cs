using AutoCore.Policies.Clock;
using AutoCore.Web.Data;
using PictureStore = AutoCore.Web.Data.PictureStore;

namespace AutoCore.Web.Tests;

public sealed class PictureStoreTests : IDisposable
{
    private static readonly CameraKey P1 = new("Site", "P1");

    private readonly WebFixture _fixture = new WebFixture().WithCamera("Site", "P1");
    private readonly PictureStore _store;

    public PictureStoreTests() => _store = new(_fixture.Load().Options.Cameras, TimeProvider.System);

    [Fact]
    public void Day_AllThreeLayoutsTogether_GivesEachPictureOnceInOrder()
    {
        Put("Site/2025-12/22/P1_143022.jpg");
        Put("Site/2025-12/22/P1_083000.jpg");
        Put("Site/2025-12/22/P1_143022-2.jpg");
        Put("Site/P1_Site_20251222_120000.jpg");
        Put("Site/P1_Site_20251222_083000.jpg");
        Put("Site/2025-12/22/P2_090000.jpg");
        Put("Site/2025-12/23/P1_090000.jpg");
        Assert.Equal(["20251222T083000", "20251222T120000", "20251222T143022", "20251222T143022-2"], _store.Day(P1, new(2025, 12, 22)).Select(p => p.Id));
        Assert.Equal([new DateOnly(2025, 12, 22), new(2025, 12, 23)], _store.Days(P1));
    }

    [Fact]
    public void Open_EachLayout_GivesItsBytes()
    {
        Put("Site/2025-12/22/P1_143022.jpg", "dated");
        Put("Site/P1_Site_20251222_120000.jpg", "flat");
        File.SetLastWriteTime(Put("Site/P1.jpg", "snapshot"), new DateTime(2025, 12, 24, 6, 7, 8));
        Assert.Equal("dated", Read("20251222T143022"));
        Assert.Equal("flat", Read("20251222T120000"));
        Assert.Equal("snapshot", Read("20251224T060708"));
        Assert.Null(Read("20251222T143023"));
    }

    [Fact]
    public void Latest_ALinkToAPicture_IsThatPicture()
    {
        Put("Site/2025-12/22/P1_143022.jpg", "newest");
        Link("Site/latest/P1.jpg", "../2025-12/22/P1_143022.jpg");
        Assert.Equal("20251222T143022", _store.Latest(P1)?.Id);
        using var file = _store.OpenLatest(P1);
        Assert.Equal("newest", Text(file));
    }

    [Fact]
    public void Latest_WithoutALink_IsTheNewestThereIs()
    {
        Put("Site/2025-12/22/P1_143022.jpg");
        Put("Site/2025-12/21/P1_235959.jpg");
        Put("Site/2025-12/23/P2_143022.jpg");
        Assert.Equal("20251222T143022", _store.Latest(P1)?.Id);
    }

    [Fact]
    public void Latest_OneNamedInTheFuture_IsNotTheNewestForEver()
    {
        Put("Site/P1_Site_20251222_143022.jpg");
        Put("Site/P1_Site_20991222_143022.jpg");
        Assert.Equal("20251222T143022", _store.Latest(P1)?.Id);
    }

    [Theory]
    [InlineData("../../secret.jpg")]
    [InlineData("../../../secret.jpg")]
    [InlineData("/etc/hostname")]
    [InlineData("../2025-12/22/P2_143022.jpg")]
    [InlineData("../2025-12/22/P1_999999.jpg")]
    [InlineData("../latest/P1.jpg")]
    public void Latest_ALinkToAnythingElse_IsNotFollowed(string target)
    {
        Put("secret.jpg");
        Put("Site/2025-12/22/P2_143022.jpg");
        Link("Site/latest/P1.jpg", target);
        Assert.Null(_store.OpenLatest(P1));
    }

    [Fact]
    public void Open_APictureThatIsALink_IsRefused()
    {
        Put("elsewhere.txt", "secret");
        Link("Site/2025-12/22/P1_143022.jpg", "../../../elsewhere.txt");
        Assert.Null(Read("20251222T143022"));
    }

    [Theory]
    [InlineData("Site", "Site/2025-12/22/P1_143022.jpg")]
    [InlineData("Site/2025-12", "22/P1_143022.jpg")]
    [InlineData("Site/2025-12/22", "P1_143022.jpg")]
    public void AFolderThatIsALinkOutOfTheTree_IsNeitherListedNorOpened(string link, string below)
    {
        _fixture.Write(Path.Combine("elsewhere", link == "Site" ? below["Site/".Length..] : below), "somebody else's picture");
        Link(link, _fixture["elsewhere"]);

        Assert.Null(Read("20251222T143022"));
        Assert.Empty(_store.Day(P1, new(2025, 12, 22)));
        Assert.Empty(_store.Days(P1));
        Assert.Null(_store.OpenLatest(P1));
    }

    private static TimeBound Utc(int day, int hour) => new(new(2025, 12, day, hour, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Range_PageByPage_GivesEachPictureOnce()
    {
        for (var hour = 0; hour < 24; hour++)
        {
            Put($"Site/2025-12/22/P1_{hour:00}0000.jpg");
            Put($"Site/2025-12/23/P1_{hour:00}0000.jpg");
        }
        var all = new List<string>();
        Picture? start = null;
        do
        {
            var page = _store.Range(P1, new(Utc(22, 6), Utc(23, 6), TimeZoneInfo.Utc), 7, start);
            all.AddRange(page.Pictures.Select(p => p.Id));
            start = page.Next;
        }
        while (start is not null);
        Assert.Equal(24, all.Distinct().Count());
        Assert.Equal(24, all.Count);
        Assert.Equal("20251222T060000", all[0]);
        Assert.Equal("20251223T050000", all[^1]);
    }

    [Theory]
    [InlineData("20251222T143022", true)]
    [InlineData("20251222T143022-2", true)]
    [InlineData("20251222T143022-1", false)]
    [InlineData("20251222T143022-1000", false)]
    [InlineData("20251222T143022-", false)]
    [InlineData("20251222T143022-+2", false)]
    [InlineData("20251322T143022", false)]
    [InlineData("20251222T143022/..", false)]
    [InlineData("..", false)]
    [InlineData("", false)]
    public void TryParse_OnlyATimeIsAPicture(string id, bool isGood)
    {
        Assert.Equal(isGood, Picture.TryParse(id, out var picture));
        if (isGood)
            Assert.Equal(id, picture.Id);
    }

    public void Dispose() => _fixture.Dispose();

    private string Put(string path, string content = "x") => _fixture.Write($"cameras/{path}", content);

    private void Link(string path, string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_fixture[$"cameras/{path}"])!);
        File.CreateSymbolicLink(_fixture[$"cameras/{path}"], target);
    }

    private string? Read(string id)
    {
        Assert.True(Picture.TryParse(id, out var picture));
        using var file = _store.Open(P1, picture);
        return Text(file);
    }

    private static string? Text(PictureFile? file)
    {
        if (file is null)
            return null;
        using var reader = new StreamReader(file.Content);
        return reader.ReadToEnd();
    }
}
