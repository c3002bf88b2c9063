using System.Globalization;
using AutoCore.Testing;
using OpenQA.Selenium;

namespace AutoCore.SystemTests.Web;

/// <summary>The pages as people meet them, in a real browser; asked to regenerate, it renews the pictures of the documentation, too.</summary>
public sealed class PageTests(Demo demo) : IClassFixture<Demo>
{
    private const string Camera = "/cameras/Aguas_Claras_Castaneiras/P1";

    /// <summary>The views that the documentation shows.</summary>
    private static readonly string[] Kept = ["wall-1280", "wall-1280-dark", "day-1280", "compare-1280", "health-1280", "events-1280", "wall-360", "day-360", "kiosk-1280"];

    private static readonly bool Regenerates = Environment.GetEnvironmentVariable("AUTOCORE_REGENERATE") == "1";

    private Browser Browser => demo.Browser;

    public static TheoryData<string, int, int, bool, string> Views
    {
        get
        {
            var views = new TheoryData<string, int, int, bool, string>();
            foreach (
                var (page, address) in new[] { ("wall", "/"), ("failed", "/?show=failed"), ("day", Camera), ("compare", "compare"),
                    ("health", "/health?range=week"), ("events", "/events"), ("nothing", "/no/such/page"), ("kiosk", "/?kiosk=1&rotate=3600"),
                    ("search", "/?q=aguas") })
            {
                foreach (var (width, height) in new[] { (320, 640), (360, 740), (1280, 800), (1920, 1080) })
                {
                    foreach (var dark in new[] { false, true })
                        views.Add(page, width, height, dark, address);
                }
            }
            return views;
        }
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task Page_AnyWidthInLightAndDark_PassesTheChecksInBothLanguages(string page, int width, int height, bool dark, string address)
    {
        var isPortuguese = width <= 360;
        Browser.Show(width, height, dark);
        await Browser.OpenAsync($"/?lang={(isPortuguese ? "pt" : "en")}");
        _ = Browser.Complaints();
        await Browser.OpenAsync(address == "compare" ? await ComparisonAsync() : address);

        Assert.Equal(isPortuguese ? "pt-BR" : "en", Browser.Run<string>("return document.documentElement.lang"));
        Assert.Empty(await Browser.AxeAsync());
        Assert.Empty(Browser.Check("size"));
        // The one complaint that belongs to a page: that it is not there.
        Assert.DoesNotContain(Browser.Complaints(), c => page != "nothing" || !c.Contains("404", StringComparison.Ordinal));
        Assert.All(Browser.Requests(),
            request => Assert.True(request.Authority == demo.Address.Authority || request.Scheme is "data" or "chrome" or "about", request.ToString()));
        await KeepAsync(page, width, dark);
    }

    [Theory]
    [InlineData("/")]
    [InlineData(Camera)]
    [InlineData("/health")]
    public async Task Keyboard_TabThroughThePage_FollowsItsOrderAndIsAlwaysSeen(string address)
    {
        Browser.Show(1280, 800);
        await Browser.OpenAsync(address);

        // The first is the link past the menu; none is left out, none comes twice.
        var end = 0;
        for (var stop = 0; stop <= Math.Min(end, 20); stop++)
        {
            Browser.Press(Keys.Tab);
            // Day, month, year and the picker of a date are stops within one field.
            while (stop > 0 && Browser.Check("focused") is [var order, ..] && order != stop.ToString(CultureInfo.InvariantCulture)
                && Browser.Run<bool>("return document.activeElement.type === 'date'"))
            {
                Browser.Press(Keys.Tab);
            }
            var focus = Browser.Check("focused");
            Assert.Equal((stop.ToString(CultureInfo.InvariantCulture), "true", "true"), (focus[0], focus[1], focus[2]));
            if (stop == 0)
                Assert.Contains("skip", focus[3], StringComparison.Ordinal);
            end = int.Parse(focus[4], CultureInfo.InvariantCulture);
        }
        Assert.True(end > 5);
    }

    [Fact]
    public async Task SkipLink_Pressed_LeadsPastTheMenu()
    {
        Browser.Show(1280, 800);
        await Browser.OpenAsync("/");
        Browser.Press(Keys.Tab);
        Browser.Press(Keys.Enter);

        Assert.Equal("content", Browser.Run<string>("return document.activeElement.id"));
    }

    [Fact]
    public async Task Slider_MovedByKey_ShowsThePictureBefore()
    {
        Browser.Show(1280, 800);
        await Browser.OpenAsync(Camera);
        var newest = Browser.Find("#when").Text;

        // News from the server may put a new slider in place of the one that has the focus.
        await Eventually.TrueAsync(() =>
        {
            Browser.Run<object?>("document.getElementById('time').focus()");
            Browser.Press(Keys.Home);
            return Browser.Find("#when").Text != newest;
        }, what: "another time is shown");
        Assert.Equal(Browser.Find("#when").Text, Browser.Find("#time").GetAttribute("aria-valuetext"));
        Assert.Contains("at=", Browser.Address, StringComparison.Ordinal);
        Assert.EndsWith(Browser.Find("#strip [aria-current]").GetAttribute("data-picture")!, Browser.Find("#view")
            .GetAttribute("src"), StringComparison.Ordinal);
        await Browser.PicturesAsync();
        Assert.True(Browser.Run<bool>("return document.getElementById('view').naturalWidth > 1000"));
    }

    [Fact]
    public async Task Day_WithoutScripts_IsWalkedByItsLinks()
    {
        Browser.Show(1280, 800);
        Browser.AllowScripts(false);
        try
        {
            await Browser.OpenWithoutScriptsAsync(Camera);
            var first = Browser.Find("#strip a");
            var picture = first.GetDomAttribute("data-picture")!;
            first.Click();

            await Eventually.TrueAsync(() => Browser.Address.Contains(picture, StringComparison.Ordinal), what: "the picture's page is there");
            Assert.EndsWith(picture, Browser.Find("#view").GetDomAttribute("src"), StringComparison.Ordinal);
        }
        finally
        {
            Browser.AllowScripts(true);
        }
    }

    [Fact]
    public async Task Wall_NextRound_ShowsItWithoutLoading()
    {
        Browser.Show(1280, 800);
        await Browser.OpenAsync("/");
        Browser.Run<object?>("window.isStillHere = true");
        var before = Browser.Find(".card img").GetAttribute("src");

        await Eventually.TrueAsync(() => Browser.Find(".card img").GetAttribute("src") != before, TimeSpan.FromMinutes(2), "a new picture is on the wall");
        Assert.True(Browser.Run<bool>("return window.isStillHere"));
    }

    /// <summary>Two pictures of two days, as the day's own link leads to them.</summary>
    private async Task<string> ComparisonAsync()
    {
        await Browser.OpenAsync(Camera);
        return new Uri(Browser.FindAll("#actions a[href*='before=']")[^1].GetAttribute("href")!).PathAndQuery;
    }

    private async Task KeepAsync(string page, int width, bool dark)
    {
        var name = $"{page}-{width}{(dark ? "-dark" : "")}";
        if (!Regenerates || !Kept.Contains(name))
            return;
        var folder = Repository.Combine("docs", "screenshots");
        Directory.CreateDirectory(folder);
        await File.WriteAllBytesAsync(Path.Combine(folder, $"{name}.jpg"), Browser.Capture());
    }
}
