using AutoCore.Testing;
using OpenQA.Selenium;

namespace AutoCore.SystemTests.Web;

/// <summary>A camera's day, the health charts, the kiosk and errors, as a person uses them: in both languages, on a phone and on a desk.</summary>
public sealed class DayTests(Demo demo) : IClassFixture<Demo>
{
    private const string Camera = "/cameras/Aguas_Claras_Castaneiras/P1";

    private Browser Browser => demo.Browser;

    public static TheoryData<string, int, int> Visitors => new() { { "en", 1280, 800 }, { "pt", 390, 844 } };

    [Fact]
    public async Task Day_OnADesk_ShowsPictureSliderAndActionsAtOnce()
    {
        await OpenAsync("en", 1280, 800, Camera);

        Assert.Equal(0L, Browser.Run<long>("return scrollY"));
        foreach (var part in new[] { "#view", "#time", "#actions", "#save" })
            Assert.True(Browser.Run<bool>($"return document.querySelector('{part}').getBoundingClientRect().bottom <= innerHeight"), part);
        Assert.True(Browser.Run<bool>("return document.getElementById('view').getBoundingClientRect().height >= 300"));
    }

    [Fact]
    public async Task Comparison_OnADesk_ShowsTheDifferenceAtOnce()
    {
        await OpenAsync("en", 1280, 800, Camera);
        await Browser.OpenAsync(new Uri(Browser.FindAll("#actions a")[0].GetAttribute("href")!).PathAndQuery);

        Assert.True(Browser.Run<bool>("return document.querySelector('.heat').getBoundingClientRect().bottom <= innerHeight"));
    }

    [Theory]
    [MemberData(nameof(Visitors))]
    public async Task Arrows_WithoutAnyFocus_GoFromPictureToPicture(string language, int width, int height)
    {
        await OpenAsync(language, width, height, Camera);
        var newest = Chosen;

        Browser.Press(Keys.ArrowLeft);
        await Eventually.TrueAsync(() => Chosen != newest, what: "the picture before is shown");
        Browser.Press(Keys.ArrowRight);

        await Eventually.TrueAsync(() => string.CompareOrdinal(Chosen, newest) >= 0, what: "the newest is shown again");
    }

    [Theory]
    [MemberData(nameof(Visitors))]
    public async Task Head_SpeaksOfThePictureThatIsShown(string language, int width, int height)
    {
        await OpenAsync(language, width, height, Camera);
        Browser.Run<object?>("document.querySelector('#strip a').click()");
        var clock = Browser.Find("#strip a span").Text;

        await Eventually.TrueAsync(() => Browser.Find("#state").Text.Contains(clock, StringComparison.Ordinal), what: "the head names its time");
    }

    [Theory]
    [MemberData(nameof(Visitors))]
    public async Task Play_RunsTheDay_ToItsEnd(string language, int width, int height)
    {
        await OpenAsync(language, width, height, Camera);
        await Browser.OpenAsync(new Uri(Browser.FindAll(".days a[rel=prev]")[0].GetAttribute("href")!).PathAndQuery);
        var last = Browser.Run<string>("return document.getElementById('day').dataset.pictures.split(' ').at(-1)");
        Browser.Run<object?>("document.querySelector('#strip a').click(); document.getElementById('pace').value = 16; window.seen = new Set()");
        Browser.Run<object?>("new MutationObserver(() => window.seen.add(document.getElementById('when').textContent)).observe(document.getElementById('when'), { childList: true })");
        var name = Browser.Find("#play").GetAttribute("aria-label");

        Browser.Find("#play").Click();
        await Eventually.TrueAsync(() => Browser.Find("#play").GetAttribute("aria-label") != name, what: "it plays");
        await Eventually.TrueAsync(() => Chosen == last && Browser.Find("#play").GetAttribute("aria-label") == name, TimeSpan.FromMinutes(1), "it ends at the end");

        Assert.InRange(Browser.Run<long>("return window.seen.size"), 10, 100);
        Assert.Contains(last, Browser.Address, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Visitors))]
    public async Task Calendar_Opened_LeadsToAnotherDayAtTheSameHour(string language, int width, int height)
    {
        await OpenAsync(language, width, height, Camera);
        Browser.Find("#calendar summary").Click();
        Assert.Empty(await Browser.AxeAsync());
        Assert.Empty(Browser.Check("size"));
        var hour = Browser.Find("#when").Text[..2];

        var days = Browser.FindAll("#calendar td a");
        var today = Browser.Run<string>("return document.getElementById('day').dataset.day");
        if (days.Count > 1)
        {
            days[0].Click();
            await Eventually.TrueAsync(() => Browser.Run<string>("return document.getElementById('day')?.dataset.day ?? ''") is var day && day.Length > 0 && day != today,
                what: "the other day is shown");
            Assert.InRange(Math.Abs(int.Parse(Browser.Find("#when").Text[..2], System.Globalization.CultureInfo.InvariantCulture)
                - int.Parse(hour, System.Globalization.CultureInfo.InvariantCulture)), 0, 6);
        }
    }

    [Theory]
    [MemberData(nameof(Visitors))]
    public async Task Failure_TellsWhatToDo(string language, int width, int height)
    {
        await OpenAsync(language, width, height, "/?show=failed");
        await Browser.OpenAsync(new Uri(Browser.Find(".card.failed").GetAttribute("href")!).PathAndQuery);

        Assert.Contains("autocore cameras check --site", Browser.Find("#failure code").Text, StringComparison.Ordinal);
        Assert.Contains(language == "pt" ? "com falha desde" : "failing since", Browser.Find("#failure").Text, StringComparison.Ordinal);
        Assert.Empty(await Browser.AxeAsync());
        Assert.Empty(Browser.Check("size"));
    }

    [Theory]
    [MemberData(nameof(Visitors))]
    public async Task Chart_UnderThePointer_TellsItsValue(string language, int width, int height)
    {
        await OpenAsync(language, width, height, "/health?range=week");
        var newest = Browser.Find("#chart-disk strong").Text;

        Browser.Run<object?>("const chart = document.querySelector('#chart-disk svg.chart'), box = chart.getBoundingClientRect(); chart.dispatchEvent(new PointerEvent('pointermove', { bubbles: true, clientX: box.left + box.width / 4, clientY: box.top + 20 }))");
        Assert.NotEqual(newest, Browser.Find("#chart-disk strong").Text);
        Browser.Run<object?>("document.body.dispatchEvent(new PointerEvent('pointermove', { bubbles: true }))");
        Assert.Equal(newest, Browser.Find("#chart-disk strong").Text);

        Browser.Run<object?>("document.getElementById('disk-values').open = true");
        Assert.True(Browser.FindAll("#disk-values tbody tr").Count > 5);
        Assert.Empty(await Browser.AxeAsync());
        Assert.Empty(Browser.Check("size"));
    }

    [Theory]
    [MemberData(nameof(Visitors))]
    public async Task Kiosk_Rotating_ShowsTheNextPageByItself(string language, int width, int height)
    {
        await OpenAsync(language, width, height, "/?kiosk=1&columns=3&rotate=5");
        var first = Browser.Run<string>("return document.querySelector('.card').getAttribute('href')");

        await Eventually.TrueAsync(() => Browser.Address.Contains("page=2", StringComparison.Ordinal)
            && Browser.Run<string>("return document.querySelector('.card').getAttribute('href')") != first, what: "the second page is shown");

        Assert.Empty(Browser.FindAll("header nav"));
        Assert.True(Browser.Run<bool>("return document.querySelector('main').getBoundingClientRect().width >= innerWidth - 1"));
        Assert.Matches("^[0-9]{2}:[0-9]{2}$", Browser.Find("#clock").Text);
    }

    [Fact]
    public async Task Kiosk_KeepsTheScreenAwake_WhereTheBrowserCan()
    {
        Browser.RunBeforeEachPage("window.awake = []; Object.defineProperty(navigator, 'wakeLock', { value: { request: async what => window.awake.push(what) } })");
        await OpenAsync("en", 1280, 800, "/");
        Assert.Equal(0L, Browser.Run<long>("return awake.length"));
        await Browser.OpenAsync("/?kiosk=1");
        Assert.Equal("screen", Browser.Run<string>("return awake.join()"));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(10)]
    public async Task Kiosk_Words_CoverNoMoreThanAFourthOfAPicture(int columns)
    {
        await OpenAsync("en", 1920, 1080, $"/?kiosk=1&columns={columns}");
        Assert.Equal("", Browser.Run<string>("""
            return [...document.querySelectorAll('.card')].filter(card => {
              const picture = card.querySelector('.shot').getBoundingClientRect(), words = card.querySelector('.what').getBoundingClientRect();
              return Math.min(picture.bottom, words.bottom) - Math.max(picture.top, words.top) > picture.height / 4;
            }).map(card => card.textContent.trim()).join('; ')
            """));
    }

    [Theory]
    [InlineData("/", ".card")]
    [InlineData(Camera, "#view")]
    [InlineData("/health", ".tile")]
    public async Task Print_ShowsTheContent_AndNothingToPress(string address, string content)
    {
        await OpenAsync("en", 1280, 800, address);
        Browser.ShowPrinted(true);
        try
        {
            Assert.True(Browser.Run<bool>($"return document.querySelector('{content}').getBoundingClientRect().height > 0"));
            Assert.Equal(0L, Browser.Run<long>("return [...document.querySelectorAll('.top nav, .filter, .actions, .player, button, input')].filter(e => e.getClientRects().length > 0).length"));
        }
        finally
        {
            Browser.ShowPrinted(false);
        }
    }

    private string Chosen => Browser.Run<string>("return document.getElementById('day').dataset.chosen");

    private async Task OpenAsync(string language, int width, int height, string address)
    {
        Browser.Show(width, height);
        await Browser.OpenAsync($"/?lang={language}");
        await Browser.OpenAsync(address);
    }
}
