using System.IO.Compression;
using System.Net;
using System.Text.RegularExpressions;

namespace AutoCore.Web.Tests.Pages;

/// <summary>The ways from day to day and camera to camera, and what can be taken away.</summary>
public sealed class DayChoiceTests
{
    [Theory]
    [InlineData("?day=2026-11-24&at=20261122T120000", "20261124T120000")]
    [InlineData("?day=2026-11-24&at=20261122T090100", "20261124T120000")]
    [InlineData("?day=2026-11-24&at=20261122T085900", "20261124T060000")]
    [InlineData("?at=20261122T120000", "20261122T120000")]
    [InlineData("?at=20261122T040000", "20261122T120000")]
    public async Task AnotherDay_KeepsTheHour(string query, string chosen)
    {
        await using var pages = Shop();

        Assert.Contains($"data-chosen=\"{chosen}\"", await pages.PageAsync($"/cameras/Shop/P1{query}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Steps_CarryThePictureThatIsShown()
    {
        await using var pages = Shop();

        var html = await pages.PageAsync("/cameras/Shop/P1?day=2026-11-24&at=20261124T120000");

        Assert.Contains("href=\"/cameras/Shop/P1?day=2026-11-22&amp;at=20261124T120000\"", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/cameras/Shop/P2?day=2026-11-24&amp;at=20261124T120000\"", html, StringComparison.Ordinal);
        Assert.Contains("name=\"at\" value=\"20261124T120000\"", html, StringComparison.Ordinal);
        Assert.Contains("24 Nov, 12:00", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Neighbours_OfTheSite_StandBesideTheName_AndFollowTheNewest()
    {
        await using var pages = Shop();

        var first = await pages.PageAsync("/cameras/Shop/P1", language: "en");
        var second = await pages.PageAsync("/cameras/Shop/P2?day=2026-11-24", language: "pt");

        Assert.Contains("aria-label=\"Camera after: P2\"", first, StringComparison.Ordinal);
        Assert.DoesNotContain("Camera before", first, StringComparison.Ordinal);
        Assert.Contains("href=\"/cameras/Shop/P2\"", first, StringComparison.Ordinal);
        Assert.Contains("aria-label=\"Câmera anterior: P1\"", second, StringComparison.Ordinal);
        Assert.Contains("aria-label=\"Próxima câmera: P3\"", second, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calendar_CountsEachDay_AndMarksGaps()
    {
        await using var pages = Shop();

        var english = await pages.PageAsync("/cameras/Shop/P1", language: "en");
        var portuguese = await pages.PageAsync("/cameras/Shop/P1", language: "pt");

        Assert.Contains("title=\"Tuesday, 24 November 2026\">24 <span class=\"count\" aria-hidden=\"true\">3</span><span class=\"unseen\">3 pictures</span>", english, StringComparison.Ordinal);
        Assert.Contains("<td class=\"gap\">23<span class=\"count\">none</span></td>", english, StringComparison.Ordinal);
        Assert.Contains("<td class=\"beyond\">25</td>", english, StringComparison.Ordinal);
        Assert.Contains("<strong>November 2026</strong>", english, StringComparison.Ordinal);
        Assert.Contains("<strong>novembro de 2026</strong>", portuguese, StringComparison.Ordinal);
        Assert.Contains("Dias guardados: 2, com 5 imagens", portuguese, StringComparison.Ordinal);
        Assert.Equal(30, Regex.Count(english, "<td(>| class=\"(gap|beyond)\">)(<a |[0-9])"));
    }

    [Theory]
    [InlineData("?day=0001-01-01")]
    [InlineData("?day=9999-12-31")]
    public async Task Calendar_AtTheEndsOfTime_IsAPage(string query)
    {
        await using var pages = Shop();

        await pages.PageAsync($"/cameras/Shop/P1{query}");
    }

    [Fact]
    public async Task Save_NamesSiteCameraAndTime()
    {
        await using var pages = Shop();

        Assert.Contains("download=\"Shop_P1_2026-11-24_180000.jpg\"", await pages.PageAsync("/cameras/Shop/P1"), StringComparison.Ordinal);
        using var answer = await pages.SendAsync("/api/v1/cameras/Shop/P1/images/20261124T180000");
        Assert.Equal("inline; filename=\"Shop_P1_2026-11-24_180000.jpg\"; filename*=UTF-8''Shop_P1_2026-11-24_180000.jpg",
            answer.Content.Headers.GetValues("Content-Disposition").Single());
    }

    [Fact]
    public async Task Zip_OfADay_HoldsItsPicturesByteForByte()
    {
        await using var pages = Shop();
        using var answer = await pages.SendAsync("/api/v1/cameras/Shop/P1/days/2026-11-24.zip");

        Assert.Equal("application/zip", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("Shop_P1_2026-11-24.zip", answer.Content.Headers.ContentDisposition!.FileName!.Trim('"'));
        using var zip = new ZipArchive(await answer.Content.ReadAsStreamAsync());
        Assert.Equal(["Shop_P1_2026-11-24_060000.jpg", "Shop_P1_2026-11-24_120000.jpg", "Shop_P1_2026-11-24_180000.jpg"], zip.Entries.Select(e => e.Name));
        Assert.All(zip.Entries, e => Assert.Equal(e.Length, e.CompressedLength));
        await using var content = await zip.Entries[1].OpenAsync();
        using var read = new MemoryStream();
        await content.CopyToAsync(read);
        Assert.Equal(PageFixture.Jpeg(250), read.ToArray());
    }

    [Fact]
    public async Task Zip_OfADayOfAllCameras_HasAFolderForEachSite()
    {
        await using var pages = Shop();
        pages.Fixture.WithCamera("Field", "P1");
        pages.WithPicture("Shop", "P2", "2026-11-24 07:00:00").WithPicture("Field", "P1", "2026-11-24 08:00:00")
            .WithPicture("Field", "P1", "2026-11-25 08:00:00");
        using var answer = await pages.SendAsync("/api/v1/days/2026-11-24.zip");

        Assert.Equal("2026-11-24.zip", answer.Content.Headers.ContentDisposition!.FileName!.Trim('"'));
        using var zip = new ZipArchive(await answer.Content.ReadAsStreamAsync());
        Assert.Equal(
            [
                "Shop/Shop_P1_2026-11-24_060000.jpg", "Shop/Shop_P1_2026-11-24_120000.jpg", "Shop/Shop_P1_2026-11-24_180000.jpg",
                "Shop/Shop_P2_2026-11-24_070000.jpg", "Field/Field_P1_2026-11-24_080000.jpg",
            ],
            zip.Entries.Select(e => e.FullName));
    }

    [Theory]
    [InlineData("/api/v1/days/2026-11-23.zip", "text/html")]
    [InlineData("/api/v1/days/2026-11-23", "application/problem+json")]
    [InlineData("/api/v1/cameras/Shop/P9", "application/problem+json")]
    public async Task File_ThatCannotBeSent_IsAPageInABrowser(string address, string type)
    {
        await using var pages = Shop();
        using var answer = await pages.SendAsync(address, ("Accept", "text/html,*/*"));

        Assert.Equal(type, answer.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("/api/v1/days/2026-11-23.zip", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/days/2026-11-24", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/cameras/Shop/P1/days/2026-11-23.zip", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/cameras/Shop/P9/days/2026-11-24.zip", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/cameras/Shop/P1/days/2026-11-24", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/cameras/Shop/P1/days/yesterday.zip", HttpStatusCode.BadRequest)]
    public async Task Zip_OfWhatIsNotThere_IsAProblem(string address, HttpStatusCode expected)
    {
        await using var pages = Shop();
        using var answer = await pages.SendAsync(address);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task Failure_SaysSinceWhenWhatAndWhatHelps()
    {
        await using var pages = Shop();
        pages.WithStates(("Shop/P1",
            "\"rating\":\"warning\",\"reason\":\"refused\",\"detail\":\"Connection <refused>\",\"remedy\":\"check host\",\"remedy_pt\":\"verifique o host\",\"failing_since_ts\":1795500000"));

        var english = await pages.PageAsync("/cameras/Shop/P1", language: "en");
        var portuguese = await pages.PageAsync("/cameras/Shop/P1", language: "pt");

        Assert.Contains("failing since", english, StringComparison.Ordinal);
        Assert.Contains("Connection &lt;refused&gt;", english, StringComparison.Ordinal);
        Assert.Contains("<p>check host</p>", english, StringComparison.Ordinal);
        Assert.Contains("com falha desde", portuguese, StringComparison.Ordinal);
        Assert.Contains("<p>verifique o host</p>", portuguese, StringComparison.Ordinal);
        Assert.Contains("<code>sudo autocore cameras check --site Shop --camera P1</code>", english, StringComparison.Ordinal);
    }

    private static PageFixture Shop()
    {
        var pages = new PageFixture();
        pages.Fixture.WithCamera("Shop", "P1").WithCamera("Shop", "P2").WithCamera("Shop", "P3");
        return pages.WithPicture("Shop", "P1", "2026-11-22 12:00:00").WithPicture("Shop", "P1", "2026-11-22 17:30:00")
            .WithPicture("Shop", "P1", "2026-11-24 06:00:00").WithPicture("Shop", "P1", "2026-11-24 12:00:00", bright: 250)
            .WithPicture("Shop", "P1", "2026-11-24 18:00:00");
    }
}
