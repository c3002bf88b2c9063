using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using AutoCore.Core.Storage;
using AutoCore.Daemon.Storage;
using AutoCore.Policies.Cameras.Jpeg;
using AutoCore.Policies.Cameras.Unusual;

namespace AutoCore.Web.Tests.Pages;

public sealed class CameraPageTests
{
    [Fact]
    public async Task Camera_WithoutADay_ShowsTheNewestPictureOfTheNewestDay()
    {
        await using var pages = Shop();

        var html = await pages.PageAsync("/cameras/Shop/P1");

        Assert.Contains("Tuesday, 24 November 2026", html, StringComparison.Ordinal);
        Assert.Contains("data-chosen=\"20261124T180000\"", html, StringComparison.Ordinal);
        Assert.Equal(3, Regex.Count(html, "data-picture="));
        Assert.Contains("href=\"/cameras/Shop/P1?day=2026-11-22&amp;at=20261124T180000\"", html, StringComparison.Ordinal);
        Assert.Contains("/cameras/Shop/P1/compare?before=20261124T120000&amp;after=20261124T180000", html, StringComparison.Ordinal);
        Assert.Contains("/cameras/Shop/P1/compare?before=20261122T173000&amp;after=20261124T180000", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?day=2026-11-24&at=20261124T120000", "data-chosen=\"20261124T120000\"")]
    [InlineData("?day=2026-11-24&at=20261122T120000", "data-chosen=\"20261124T120000\"")]
    [InlineData("?day=2026-11-24&at=../../etc", "data-chosen=\"20261124T180000\"")]
    [InlineData("?day=2026-11-23", "No picture on this day")]
    [InlineData("?day=0001-01-01", "No picture on this day")]
    [InlineData("?day=yesterday", "data-chosen=\"20261124T180000\"")]
    public async Task Camera_AnyQuery_IsAPage(string query, string expected)
    {
        await using var pages = Shop();

        Assert.Contains(expected, await pages.PageAsync($"/cameras/Shop/P1{query}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Camera_WithoutAnyPicture_SaysSo()
    {
        await using var pages = new PageFixture();
        pages.Fixture.WithCamera("Shop", "P1");

        Assert.Contains("This camera has no picture yet", await pages.PageAsync("/cameras/Shop/P1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Camera_HundredsOfPicturesADay_AreAllOnTheSliderAndSomeOnTheStrip()
    {
        await using var pages = new PageFixture();
        pages.Fixture.WithCamera("Shop", "P1");
        for (var minute = 0; minute < 300; minute++)
            pages.WithPicture("Shop", "P1", $"2026-11-24 {minute / 60:00}:{minute % 60:00}:00");

        var html = await pages.PageAsync("/cameras/Shop/P1");

        Assert.Equal(300, Regex.Match(html, "data-pictures=\"([^\"]*)\"").Groups[1].Value.Split(' ').Length);
        Assert.InRange(Regex.Count(html, "data-picture="), 70, 97);
    }

    [Fact]
    public async Task Compare_TwoPictures_TellsHowMuchChanged()
    {
        await using var pages = Shop();

        var changed = await pages.PageAsync("/cameras/Shop/P1/compare?before=20261124T060000&after=20261124T120000");
        var same = await pages.PageAsync("/cameras/Shop/P1/compare?before=20261124T060000&after=20261124T180000");

        Assert.Matches(@"[3-6](\.\d)? % of the picture has changed", changed);
        Assert.Contains("Nothing visible has changed. The light is the same.", same, StringComparison.Ordinal);
        Assert.Contains("/differences/Shop/P1/20261124T060000/20261124T120000.png", changed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?before=20261124T060000")]
    [InlineData("?before=20261124T060000&after=20261124T060001")]
    [InlineData("?before=%2e%2e%2f&after=20261124T060000")]
    public async Task Compare_PictureThatIsNotThere_IsNotFound(string query)
    {
        await using var pages = Shop();

        await pages.PageAsync($"/cameras/Shop/P1/compare{query}", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Difference_OfTwoPictures_IsAnImageOfTheirEighth()
    {
        await using var pages = Shop();
        using var answer = await pages.SendAsync("/differences/Shop/P1/20261124T060000/20261124T120000.png");
        var png = await answer.Content.ReadAsByteArrayAsync();

        Assert.Equal("image/png", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal((40, 25), (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20))));
    }

    [Theory]
    [InlineData("20261124T120000.jpg", true)]
    [InlineData("latest.jpg?v=1", true)]
    [InlineData("latest.jpg", false)]
    public async Task Thumbnail_OfAPicture_IsAWholeSmallJpeg(string name, bool isForGood)
    {
        await using var pages = Shop();
        using var answer = await pages.SendAsync($"/thumbnails/Shop/P1/{name}");
        var verdict = new JpegValidator().Validate(await answer.Content.ReadAsByteArrayAsync());

        Assert.True(verdict.IsAccepted);
        Assert.Equal((80, 50), (verdict.Width, verdict.Height));
        Assert.Equal(isForGood, answer.Headers.CacheControl!.ToString().Contains("immutable", StringComparison.Ordinal));
        using var again = await pages.SendAsync($"/thumbnails/Shop/P1/{name}", ("If-None-Match", answer.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Theory]
    [InlineData("/thumbnails/Shop/P1/20261124T120001.jpg")]
    [InlineData("/thumbnails/Shop/P1/20261124T120000")]
    [InlineData("/thumbnails/Shop/P1/..%2f..%2fappsettings.json")]
    [InlineData("/thumbnails/Shop/P1/20261125T000000.jpg")]
    [InlineData("/thumbnails/..%2fShop/P1/latest.jpg")]
    [InlineData("/thumbnails/Shop/P2/latest.jpg")]
    [InlineData("/differences/Shop/P1/20261124T120000/20261125T000000.png")]
    public async Task Image_ThatIsNotThereOrNoPicture_IsNotFound(string address)
    {
        await using var pages = Shop();
        pages.Fixture.Write("cameras/Shop/2026-11/25/P1_000000.jpg", "no picture at all");
        using var answer = await pages.SendAsync(address);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("2026-11-24 18:00:00", "", null, "Marked: unusual for this camera, 23.4 % of the picture, mostly at the bottom right")]
    [InlineData("2026-11-24 18:00:00", "?at=20261124T180000&day=2026-11-24", "pt-BR",
        "Marcado: incomum nesta câmera, 23,4 % da imagem, sobretudo embaixo à direita")]
    [InlineData("2026-11-24 18:00:00", "?at=20261124T120000&day=2026-11-24", null, null)]
    [InlineData("2026-11-24 18:01:00", "", null, null)]
    [InlineData("2026-11-24 12:00:00", "", null, null)]
    public async Task Camera_NewestPictureIsUnusual_ItsCellsAreMarkedAndSpokenOf(string takenAt, string query, string? language, string? expected)
    {
        await using var pages = Shop();
        var taken = DateTime.ParseExact(takenAt, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        WriteUnusual(pages.Fixture, TimeZoneInfo.ConvertTimeToUtc(taken, TimeZoneInfo.Local));

        var html = await pages.PageAsync($"/cameras/Shop/P1{query}", language: language);

        Assert.Equal(expected is not null, html.Contains("class=\"over unusual\"", StringComparison.Ordinal));
        Assert.Equal(expected is not null, html.Contains("d=\"M14 10h2v1h-2zM14 11h2v1h-2z\"", StringComparison.Ordinal));
        Assert.Contains(expected ?? "data-chosen", html, StringComparison.Ordinal);
    }

    /// <summary>The two lowest rows deviate strongly at their right end.</summary>
    private static void WriteUnusual(WebFixture fixture, DateTime taken)
    {
        var cells = new byte[PictureGrid.Cells];
        foreach (var cell in (int[])[174, 175, 190, 191])
            cells[cell] = 200;
        var options = fixture.Load().Options;
        var minute = new DateTimeOffset(taken).ToUnixTimeSeconds() / 60;
        new OwnDatabase(options.Database, options.WalCheckpoint).Run(c => c.Execute(
            "INSERT INTO unusual (camera, at, score, flagged, since, cells_at, cells) VALUES ('Shop/P1', $at, 23.4, 1, $at, $at, $cells)", ("$at", minute),
            ("$cells", cells)));
    }

    private static PageFixture Shop()
    {
        var pages = new PageFixture();
        pages.Fixture.WithCamera("Shop", "P1");
        return pages.WithPicture("Shop", "P1", "2026-11-22 12:00:00").WithPicture("Shop", "P1", "2026-11-22 17:30:00")
            .WithPicture("Shop", "P1", "2026-11-24 06:00:00").WithPicture("Shop", "P1", "2026-11-24 12:00:00", bright: 200)
            .WithPicture("Shop", "P1", "2026-11-24 18:00:00");
    }
}
