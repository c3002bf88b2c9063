using System.Net;
using System.Text.Json;

namespace AutoCore.Web.Tests;

/// <summary>Cameras and pictures over REST.</summary>
public sealed class CameraTests(CameraTests.Site site) : IClassFixture<CameraTests.Site>
{
    [Fact]
    public async Task Cameras_WithTheDaemonsState_TellRatingReasonAndFlags()
    {
        var cameras = (await JsonAsync("/api/v1/cameras")).GetProperty("cameras").EnumerateArray().ToList();
        Assert.Equal(["P1", "Câmera/2", "P1"], cameras.Select(c => c.GetProperty("name").GetString()));
        Assert.Equal(["frozen", "black"], cameras[0].GetProperty("flags").EnumerateArray().Select(f => f.GetString()));
        Assert.Equal(0.75, cameras[0].GetProperty("score").GetDouble());
        Assert.Equal(1766424622, cameras[0].GetProperty("last_stored_ts").GetInt64());
        Assert.False(cameras[0].TryGetProperty("reason", out _));
        Assert.Equal("unknown", cameras[1].GetProperty("rating").GetString());
        Assert.Equal("timeout", cameras[2].GetProperty("reason").GetString());
    }

    [Fact]
    public async Task Cameras_ChosenBySiteAndRating_AreThose()
    {
        var chosen = (await JsonAsync("/api/v1/cameras?site=Loja&rating=warning")).GetProperty("cameras");
        Assert.Equal("Loja", Assert.Single(chosen.EnumerateArray()).GetProperty("site").GetString());
    }

    [Fact]
    public async Task Camera_ByItsUrl_HasItsDaysAndPictures()
    {
        var url = (await JsonAsync("/api/v1/cameras")).GetProperty("cameras")[0].GetProperty("url").GetString()!;
        var camera = await JsonAsync(url);
        Assert.Equal("2025-12-22", Assert.Single(camera.GetProperty("days").EnumerateArray()).GetString());
        Assert.Equal("0123456789", await site.Client.GetStringAsync(camera.GetProperty("latest_url").GetString()));
        var images = await JsonAsync($"{camera.GetProperty("images_url").GetString()}?from=2025-12-22&to=2025-12-23&limit=1");
        Assert.Equal("morning", await site.Client.GetStringAsync(Assert.Single(images.GetProperty("images").EnumerateArray()).GetProperty("url").GetString()));
        Assert.Equal("20251222T143022", images.GetProperty("next").GetString());
    }

    [Fact]
    public async Task Images_WithALinkToTheNextPage_LeadToTheEnd()
    {
        using var first = await site.Client.GetAsync("/api/v1/cameras/Águas Claras/P1/images?from=2025-12-22&to=2025-12-23&limit=1");
        var next = first.Headers.GetValues("Link").Single();
        Assert.EndsWith("rel=\"next\"", next, StringComparison.Ordinal);
        using var second = await site.Client.GetAsync(next[1..next.IndexOf('>')]);
        Assert.False(second.Headers.Contains("Link"));
        using var json = JsonDocument.Parse(await second.Content.ReadAsStringAsync());
        Assert.Equal("2025-12-22T14:30:22", Assert.Single(json.RootElement.GetProperty("images").EnumerateArray()).GetProperty("taken").GetString());
    }

    [Fact]
    public async Task Latest_AskedAgainWithItsTag_IsNotSentAgain()
    {
        using var first = await site.Client.GetAsync("/api/v1/cameras/Águas Claras/P1/latest.jpg");
        Assert.Equal("image/jpeg", first.Content.Headers.ContentType?.MediaType);
        Assert.NotNull(first.Content.Headers.LastModified);
        using var again = await SendAsync("/api/v1/cameras/Águas Claras/P1/latest.jpg", r => r.Headers.IfNoneMatch.Add(first.Headers.ETag!));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        using var since = await SendAsync("/api/v1/cameras/Águas Claras/P1/latest.jpg", r => r.Headers.IfModifiedSince = first.Content.Headers.LastModified);
        Assert.Equal(HttpStatusCode.NotModified, since.StatusCode);
    }

    [Fact]
    public async Task Json_AskedAgainWithItsTag_IsNotSentAgain()
    {
        using var first = await site.Client.GetAsync("/api/v1/cameras");
        using var again = await SendAsync("/api/v1/cameras", r => r.Headers.IfNoneMatch.Add(first.Headers.ETag!));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Empty(await again.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("bytes=2-4", HttpStatusCode.PartialContent, "234")]
    [InlineData("bytes=-3", HttpStatusCode.PartialContent, "789")]
    [InlineData("bytes=8-", HttpStatusCode.PartialContent, "89")]
    [InlineData("bytes=10-", HttpStatusCode.RequestedRangeNotSatisfiable, null)]
    [InlineData("bytes=abc", HttpStatusCode.RequestedRangeNotSatisfiable, null)]
    [InlineData("bytes=5-2", HttpStatusCode.RequestedRangeNotSatisfiable, null)]
    [InlineData("pages=1-2", HttpStatusCode.OK, "0123456789")]
    public async Task Image_ARange_IsAnsweredAsAsked(string range, HttpStatusCode status, string? body)
    {
        using var answer =
            await SendAsync("/api/v1/cameras/Águas Claras/P1/images/20251222T143022.jpg", r => r.Headers.TryAddWithoutValidation("Range", range));
        Assert.Equal(status, answer.StatusCode);
        if (body is not null)
            Assert.Equal(body, await answer.Content.ReadAsStringAsync());
        else
            Assert.Equal(10, answer.Content.Headers.ContentRange?.Length);
    }

    [Fact]
    public async Task Head_AsGetWithoutTheBody()
    {
        using var answer = await site.Client.SendAsync(new(HttpMethod.Head, "/api/v1/cameras/Águas Claras/P1/latest.jpg"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(10, answer.Content.Headers.ContentLength);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("/api/v1/cameras/Loja/P9", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/cameras/Loja/P1/latest.jpg", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/cameras/Loja/P1/images/20251222T143022", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/cameras/Loja/P1/images/yesterday.jpg", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/cameras/Loja/P1/images?from=yesterday", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/cameras/Loja/P1/images?limit=0", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/cameras/Loja/P1/images?limit=x", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/cameras/Loja/P1/images?start=x", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/cameras?rating=fine", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/nothing", HttpStatusCode.NotFound)]
    [InlineData("/api/v2/status", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/fleet", HttpStatusCode.NotFound)]
    public async Task Errors_AreProblemDocuments(string url, HttpStatusCode status)
    {
        using var answer = await site.Client.GetAsync(url);
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal((int)status, problem.RootElement.GetProperty("status").GetInt32());
        Assert.NotEqual("", problem.RootElement.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task EveryAnswer_BindsTheBrowser()
    {
        foreach (var url in new[] { "/api/v1/cameras", "/api/v1/nothing", "/api/v1/cameras/Águas Claras/P1/latest.jpg" })
        {
            using var answer = await site.Client.GetAsync(url);
            Assert.StartsWith("default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.False(answer.Headers.Contains("Server"));
        }
    }

    private async Task<JsonElement> JsonAsync(string url)
    {
        using var json = JsonDocument.Parse(await site.Client.GetStringAsync(url));
        return json.RootElement.Clone();
    }

    private Task<HttpResponseMessage> SendAsync(string url, Action<HttpRequestMessage> change)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, url);
        change(request);
        return site.Client.SendAsync(request);
    }

    /// <summary>One server for all of them: nothing that they ask changes it.</summary>
    public sealed class Site : IAsyncLifetime
    {
        private readonly WebFixture _fixture = new WebFixture().WithCamera("Águas Claras", "P1").WithCamera("Águas Claras", "Câmera/2")
            .WithCamera("Loja", "P1");
        private WebServer _server = null!;

        internal HttpClient Client => _server.Client;

        public async ValueTask InitializeAsync()
        {
            _fixture.Write("cameras/Águas Claras/2025-12/22/P1_143022.jpg", "0123456789");
            _fixture.Write("cameras/Águas Claras/2025-12/22/P1_083000.jpg", "morning");
            Directory.CreateDirectory(_fixture["cameras/Águas Claras/latest"]);
            File.CreateSymbolicLink(_fixture["cameras/Águas Claras/latest/P1.jpg"], "../2025-12/22/P1_143022.jpg");
            _fixture.Write("run/cameras.json", $$$$"""
                {"ts":1,"data_directory":{{{{JsonSerializer.Serialize(_fixture.Data)}}}},"cameras":{
                  "cameras/Águas Claras/P1":{"ts":1,"rating":"warning","reason":"ok","bytes":10,"elapsed_ms":231,"attempts":1,"last_stored_ts":1766424622,"flags":"frozen, black","score":0.75},
                  "cameras/Loja/P1":{"ts":1,"rating":"warning","reason":"timeout","attempts":3}}}
                """);
            _server = await WebServer.StartAsync(_fixture);
        }

        public async ValueTask DisposeAsync()
        {
            await _server.DisposeAsync();
            _fixture.Dispose();
        }
    }
}
