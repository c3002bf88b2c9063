using System.Net;
using System.Text.RegularExpressions;
using AutoCore.Web.Pages;

namespace AutoCore.Web.Tests.Pages;

public sealed class WallPageTests
{
    [Theory]
    [InlineData("unusual")]
    [InlineData("failed")]
    public async Task Kiosk_WithNothingThatFails_SaysThatItIsGoodNews(string show)
    {
        await using var pages = new PageFixture();
        pages.Fixture.WithCamera("Site", "P1");

        var html = await pages.PageAsync($"/?kiosk=1&show={show}");

        Assert.Contains("That is good news if you were looking for trouble.", html, StringComparison.Ordinal);
        Assert.DoesNotContain("autocore setup", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/?q=nowhere")]
    [InlineData("/?site=Nowhere&show=failed")]
    [InlineData("/?kiosk=1&site=Nowhere")]
    public async Task SiteOrNameThatNoneHas_IsNoGoodNews(string address)
    {
        await using var pages = new PageFixture();
        pages.Fixture.WithCamera("Site", "P1");

        var html = await pages.PageAsync(address);

        Assert.Contains("No camera has such a site or name.", html, StringComparison.Ordinal);
        Assert.DoesNotContain("good news", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kiosk_WithoutCameras_SaysHowToAddSome()
    {
        await using var pages = new PageFixture();

        Assert.Contains("autocore setup", await pages.PageAsync("/?kiosk=1&show=failed"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wall_HostileName_StaysText()
    {
        const string name = "<img src=x onerror=alert(1)>\u202E\" & '";
        await using var pages = new PageFixture();
        pages.Fixture.WithCamera(name, "P1");

        var html = await pages.PageAsync("/");

        Assert.Contains("&lt;img src=x onerror=alert(1)&gt;", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img src=x", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wall_NoCamera_SaysWhereTheyStand()
    {
        await using var pages = new PageFixture();

        Assert.Contains("Cameras:InventoryFile", await pages.PageAsync("/"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/", 48, 1)]
    [InlineData("/?page=8", 9, 8)]
    [InlineData("/?page=99", 9, 8)]
    [InlineData("/?page=-1", 48, 1)]
    [InlineData("/?page=9999999999999", 48, 1)]
    [InlineData("/?site=Site_7", 3, 1)]
    public async Task Wall_HundredsOfCameras_ShowsAPageOfThem(string address, int cards, int page)
    {
        await using var pages = new PageFixture();
        for (var i = 0; i < 345; i++)
            pages.Fixture.WithCamera($"Site_{i / 3}", $"P{(i % 3) + 1}");

        var html = await pages.PageAsync(address);

        Assert.Equal(cards, Cards(html));
        if (cards > 3)
            Assert.Contains($"Page {page} of 8", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wall_CameraOutsideItsHours_SaysUntilWhen_AndDidNotFail()
    {
        await using var pages = new PageFixture();
        pages.Fixture.WithCamera("Shop", "P1").WithCamera("Shop", "P2");
        var until = DateTimeOffset.UtcNow.AddHours(3).ToUnixTimeSeconds();
        pages.WithStates(("Shop/P1", $"\"rating\":\"ok\",\"resting\":1,\"resting_until_ts\":{until}"), ("Shop/P2", "\"rating\":\"ok\",\"resting\":1"));

        var (english, portuguese) = (await pages.PageAsync("/"), await pages.PageAsync("/", language: "pt"));

        Assert.Matches(@"<span class=""tag rest"">Resting until \d\d:\d\d</span>", english);
        Assert.Contains("<span class=\"tag rest\">Resting</span>", english, StringComparison.Ordinal);
        Assert.Matches(@"Em repouso até \d\d:\d\d", portuguese);
        Assert.DoesNotContain("tag failed", english, StringComparison.Ordinal);
        Assert.Matches("Resting until", await pages.PageAsync("/cameras/Shop/P1"));
    }

    [Theory]
    [InlineData("/", 4)]
    [InlineData("/?show=failed", 1)]
    [InlineData("/?show=frozen", 1)]
    [InlineData("/?show=unusual", 1)]
    [InlineData("/?show=failed&site=South", 0)]
    [InlineData("/?show=nonsense", 4)]
    public async Task Wall_Filter_ShowsWhatItSays(string address, int cards)
    {
        await using var pages = new PageFixture();
        pages.Fixture.WithCamera("North", "P1").WithCamera("North", "P2").WithCamera("South", "P1").WithCamera("South", "P2");
        pages.WithStates(
            ("North/P1", "\"rating\":\"warning\",\"reason\":\"timeout\""), ("North/P2", "\"rating\":\"ok\",\"reason\":\"ok\""),
            ("South/P1", "\"rating\":\"warning\",\"reason\":\"ok\",\"flags\":\"frozen\""),
            ("South/P2", "\"rating\":\"warning\",\"reason\":\"ok\",\"flags\":\"covered, changed\""));

        Assert.Equal(cards, Cards(await pages.PageAsync(address)));
    }

    [Theory]
    [InlineData("/?q=north", 2)]
    [InlineData("/?q=p1", 2)]
    [InlineData("/?q=aguas+p2", 1)]
    [InlineData("/?q=%C3%81GUAS", 2)]
    [InlineData("/?q=claras+p9", 0)]
    [InlineData("/?q=%3Cscript%3E", 0)]
    [InlineData("/?q=+", 4)]
    public async Task Wall_Search_FindsSiteAndName_WithoutAccents(string address, int cards)
    {
        await using var pages = new PageFixture();
        pages.Fixture.WithCamera("North", "P1").WithCamera("North", "P2").WithCamera("Águas_Claras", "P1").WithCamera("Águas_Claras", "P2");

        Assert.Equal(cards, Cards(await pages.PageAsync(address)));
    }

    [Fact]
    public async Task Wall_SeveralSites_NamesEach_WithWhatFailed()
    {
        await using var pages = new PageFixture();
        pages.Fixture.WithCamera("North", "P1").WithCamera("North", "P2").WithCamera("South", "P1");
        pages.WithStates(("North/P1", "\"rating\":\"warning\",\"reason\":\"timeout\""), ("North/P2", "\"rating\":\"ok\",\"reason\":\"ok\""),
            ("South/P1", "\"rating\":\"ok\",\"reason\":\"ok\""));

        var (english, portuguese) = (await pages.PageAsync("/"), await pages.PageAsync("/", language: "pt"));

        Assert.Matches("<h2><a href=\"/\\?site=North\">.*</a> <span class=\"count\">2</span> <span class=\"tag failed\">1 failed</span></h2>", english);
        Assert.Contains("<span class=\"tag failed\">1 com falha</span>", portuguese, StringComparison.Ordinal);
        Assert.Equal(2, Regex.Count(english, "<section class=\"group"));
        Assert.DoesNotContain("<section", await pages.PageAsync("/?site=North"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wall_SamePictureAsAnotherCamera_SaysWhose()
    {
        await using var pages = new PageFixture();
        pages.Fixture.WithCamera("North", "P1").WithCamera("North", "P2");
        pages.WithStates(("North/P1", "\"rating\":\"warning\",\"reason\":\"ok\",\"flags\":\"placeholder\",\"same_as\":\"South/P9\""),
            ("North/P2", "\"rating\":\"warning\",\"reason\":\"ok\",\"flags\":\"placeholder\""));

        var (english, portuguese) = (await pages.PageAsync("/"), await pages.PageAsync("/", language: "pt"));

        Assert.Contains("<span class=\"tag odd\">same as South/P9</span>", english, StringComparison.Ordinal);
        Assert.Contains("<span class=\"tag odd\">same as another camera</span>", english, StringComparison.Ordinal);
        Assert.Contains("<span class=\"tag odd\">igual a South/P9</span>", portuguese, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_TwoEntriesOfOneAddress_AreAWarning_AndNotTheirPictures()
    {
        using var fixture = new WebFixture();
        var warnings = fixture.WithCamera("North", "P1").WithCamera("South", "P2").Load().Report.Warnings;

        var warning = Assert.Single(warnings, w => w.Contains("have the same Url", StringComparison.Ordinal));
        Assert.Contains("North/P1, South/P2", warning, StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1", warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/", "1*2 3 … 8")]
    [InlineData("/?page=5", "1 … 3 4 5*6 7 8")]
    [InlineData("/?page=8&q=P", "1 … 6 7 8*")]
    public async Task Wall_Pages_AreNumbered(string address, string expected)
    {
        await using var pages = new PageFixture();
        for (var i = 0; i < 345; i++)
            pages.Fixture.WithCamera($"Site_{i / 3}", $"P{(i % 3) + 1}");

        var list = Regex.Match(await pages.PageAsync(address), "<nav class=\"pages\".*?<ol>(.*?)</ol>").Groups[1].Value;

        Assert.Equal(expected, string.Concat(Regex.Matches(list, "<li[^>]*>(?:<a[^>]*?( aria-current=\"page\")?>)?([^<]+)")
            .Select(m => m.Groups[2].Value + (m.Groups[1].Success ? "*" : " "))).TrimEnd());
        if (address.Contains('q', StringComparison.Ordinal))
            Assert.Contains("q=P&amp;page=6", list, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wall_FailedCamera_SaysWhyInTheVisitorsLanguage()
    {
        await using var pages = new PageFixture();
        pages.Fixture.WithCamera("North", "P1");
        pages.WithStates(("North/P1", "\"rating\":\"warning\",\"reason\":\"timeout\""));

        Assert.Contains("Failed: no answer in time", await pages.PageAsync("/", language: "en"), StringComparison.Ordinal);
        Assert.Contains("Falha: sem resposta a tempo", await pages.PageAsync("/", language: "pt-BR"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wall_AskedAgain_IsNotSentTwice()
    {
        await using var pages = new PageFixture();
        pages.Fixture.WithCamera("North", "P1");
        using var first = await pages.SendAsync("/");
        using var again = await pages.SendAsync("/", ("If-None-Match", first.Headers.ETag!.ToString()));
        using var portuguese = await pages.SendAsync("/", ("If-None-Match", first.Headers.ETag!.ToString()), ("Accept-Language", "pt"));

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.NotModified, HttpStatusCode.OK], [first.StatusCode, again.StatusCode, portuguese.StatusCode]);
    }

    [Fact]
    public async Task Switch_ToAnotherLanguage_IsRememberedAndKeepsThePlace()
    {
        await using var pages = new PageFixture();
        using var answer = await pages.SendAsync("/events?severity=warning&lang=pt");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var html = await answer.Content.ReadAsStringAsync();
        Assert.Contains("<html lang=\"pt-BR\"", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/events?severity=warning&amp;lang=en\"", html, StringComparison.Ordinal);
        var cookie = answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        Assert.Contains("<html lang=\"pt-BR\"", await pages.PageAsync("/events", language: "en", cookie: cookie), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Language_OfTheSettings_WinsOverTheBrowser()
    {
        await using var pages = new PageFixture();
        pages.Fixture.Web = "\"Language\": \"pt\"";

        Assert.Contains("<html lang=\"pt-BR\"", await pages.PageAsync("/", language: "en"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_UnknownAddress_IsAPageThatLeadsBack()
    {
        await using var pages = new PageFixture();

        Assert.Contains("There is no such page", await pages.PageAsync("/cameras/nowhere/P1", HttpStatusCode.NotFound), StringComparison.Ordinal);
        Assert.Contains("There is no such page", await pages.PageAsync("/no/such/page", HttpStatusCode.NotFound), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_OfThePage_AreKeptForGoodUnderTheAddressOfTheirContent()
    {
        await using var pages = new PageFixture();
        foreach (var file in new[] { PageFiles.Style, PageFiles.Script, PageFiles.Icon })
        {
            using var answer = await pages.SendAsync(file.Address);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal(file.Content, await answer.Content.ReadAsByteArrayAsync());
            Assert.Contains("immutable", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        }
        using var unknown = await pages.SendAsync("/assets/page.000000000000.css");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public void Sources_HolesInsideTags_StandInQuotationMarks()
    {
        var folder = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../..", "src/AutoCore.Web/Pages"));
        var bare = from file in Directory.GetFiles(folder, "*.cs")
                   from line in File.ReadLines(file)
                   where line.Contains("html.Write($", StringComparison.Ordinal) && Regex.IsMatch(line, @"=\{(?!\{)")
                   select $"{Path.GetFileName(file)}: {line.Trim()}";
        Assert.Empty(bare);
    }

    private static int Cards(string html) => Regex.Count(html, "<a class=\"card");
}
