using AutoCore.Testing;

namespace AutoCore.SystemTests.Web;

/// <summary>A page that is left open: it says what is old, and comes back by itself.</summary>
public sealed class LivePageTests(Demo demo) : IClassFixture<Demo>
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(3);

    private Browser Browser => demo.Browser;

    [Theory]
    [InlineData("en", 1280, 800, "No answer from the server since")]
    [InlineData("pt", 390, 844, "Sem resposta do servidor desde")]
    public async Task Server_GoneForAMinute_IsSaid_AndThePageComesBackByItself(string language, int width, int height, string said)
    {
        await using var gateway = new Gateway(demo.Address);
        await OpenAsync(gateway, language, width, height);
        Assert.False(IsAway);

        gateway.IsGone = true;
        await Eventually.TrueAsync(() => IsAway, Long, "the bar says that the server is away");
        Assert.StartsWith(said, Browser.Find("#away").Text, StringComparison.Ordinal);
        Assert.Contains("grayscale", Browser.Run<string>("return getComputedStyle(document.querySelector('main img')).filter"), StringComparison.Ordinal);
        Assert.Empty(await Browser.AxeAsync());
        Assert.Empty(Browser.Check("size"));
        var tries = gateway.Refused;
        await Eventually.TrueAsync(() => gateway.Refused >= tries + 2, Long, "it is asked again and again");

        var before = Newest;
        await Eventually.TrueAsync(async () => await demo.NewestAsync() > Demo.StoredAt(before), Long, "a round was finished meanwhile");
        gateway.IsGone = false;
        await Eventually.TrueAsync(() => !IsAway, Long, "the bar is gone");
        await Eventually.TrueAsync(() => Newest != before, Long, "the new pictures are there");
        Assert.True(Browser.Run<bool>("return window.isStillHere"));
    }

    [Theory]
    [InlineData("en", 1280, 800)]
    [InlineData("pt", 390, 844)]
    public async Task Stream_AnsweredWith502_IsOpenedAgain(string language, int width, int height)
    {
        await using var gateway = new Gateway(demo.Address);
        await OpenAsync(gateway, language, width, height);

        gateway.FailsStream = true;
        await Eventually.TrueAsync(() => gateway.BadStreams >= 3, Long, "the stream was tried again");
        Assert.False(IsAway);
        gateway.FailsStream = false;
        var before = Newest;

        await Eventually.TrueAsync(() => Newest != before, Long, "the next round is shown");
        Assert.True(Browser.Run<bool>("return window.isStillHere"));
    }

    [Theory]
    [InlineData("en", 1280, 800)]
    [InlineData("pt", 390, 844)]
    public async Task Tab_ThatSleptThroughARound_ShowsItWhenItWakes(string language, int width, int height)
    {
        await using var gateway = new Gateway(demo.Address);
        await OpenAsync(gateway, language, width, height);
        Hide(true);
        var before = Newest;
        await Eventually.TrueAsync(async () => await demo.NewestAsync() > Demo.StoredAt(before), Long, "a round was finished meanwhile");
        Assert.Equal(before, Newest);

        Hide(false);

        await Eventually.TrueAsync(() => Newest != before, Long, "the round is shown");
        Assert.True(Browser.Run<bool>("return window.isStillHere"));
    }

    [Fact]
    public async Task Ages_CountOn_WithoutTheServer()
    {
        await using var gateway = new Gateway(demo.Address);
        await OpenAsync(gateway, "en", 1280, 800);
        gateway.IsGone = true;

        Browser.Run<object?>("document.querySelectorAll('time[data-age]').forEach(t => t.dateTime = new Date(Date.now() - 5 * 60000).toISOString())");

        await Eventually.TrueAsync(() => Browser.Find(".card time").Text == "5 min ago", Long, "the age is counted anew");
    }

    [Theory]
    [InlineData("en", 1280, 800)]
    [InlineData("pt", 390, 844)]
    public async Task Slider_WithTheFocus_KeepsItWhenNewsCome(string language, int width, int height)
    {
        await using var gateway = new Gateway(demo.Address);
        await OpenAsync(gateway, language, width, height, "/cameras/Aguas_Claras_Castaneiras/P1");
        Browser.Run<object?>("const slider = document.getElementById('time'); slider.focus(); window.slider = slider");
        var before = Browser.Find("#day").GetAttribute("data-pictures");

        await Eventually.TrueAsync(() => Browser.Find("#day").GetAttribute("data-pictures") != before, Long, "a new picture is there");

        Assert.True(Browser.Run<bool>("return document.activeElement === window.slider && document.activeElement.id === 'time'"));
        Assert.Equal(Browser.Run<string>("const id = document.getElementById('day').dataset.chosen; return String(id.slice(9, 11) * 3600 + id.slice(11, 13) * 60 + +id.slice(13, 15))"),
            Browser.Run<string>("return document.getElementById('time').value"));
    }

    private bool IsAway => Browser.Run<bool>("return !document.getElementById('away').hidden");

    private string Newest => Browser.Run<string>("return document.querySelector('.card img').src");

    private async Task OpenAsync(Gateway gateway, string language, int width, int height, string address = "/")
    {
        Browser.Show(width, height);
        await Browser.OpenAsync(new Uri(gateway.Address, $"/?lang={language}").AbsoluteUri);
        await Browser.OpenAsync(new Uri(gateway.Address, address).AbsoluteUri);
        Browser.Run<object?>("window.isStillHere = true");
    }

    private void Hide(bool isHidden) => Browser.Run<object?>(
        $"Object.defineProperty(document, 'hidden', {{ value: {(isHidden ? "true" : "false")}, configurable: true }}); document.dispatchEvent(new Event('visibilitychange'))");
}
