using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using AutoCore.Web.Pictures;

namespace AutoCore.Web.Tests.Pages;

/// <summary>A server over a house of cameras with pictures, asked as a browser asks.</summary>
internal sealed partial class PageFixture : IAsyncDisposable
{
    private static readonly string[] Void = ["meta", "link", "img", "input", "br", "wbr", "hr"];

    private WebServer? _server;

    public WebFixture Fixture { get; } = new();

    public async Task<HttpClient> ClientAsync() => (_server ??= await WebServer.StartAsync(Fixture)).Client;

    /// <summary>Stores a picture of one colour with something bright at a place; local time.</summary>
    public PageFixture WithPicture(string site, string name, string taken, int bright = 0)
    {
        var at = DateTime.ParseExact(taken, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        Fixture.Write(string.Create(CultureInfo.InvariantCulture, $"cameras/{site}/{at:yyyy-MM}/{at:dd}/{name}_{at:HHmmss}.jpg"), Jpeg(bright));
        return this;
    }

    /// <summary>Writes the cameras' states as the daemon does: by site and name, the inner part of an object.</summary>
    public PageFixture WithStates(params (string Camera, string State)[] states)
    {
        Fixture.Write("run/cameras.json", $$"""{"ts":1,"cameras":{ {{string.Join(',', states.Select(s => $"\"cameras/{s.Camera}\":{{{s.State}}}"))}} } }""");
        return this;
    }

    /// <summary>Gets a page that must be one: whole, in HTML, without style or script of its own.</summary>
    public async Task<string> PageAsync(string address, HttpStatusCode expected = HttpStatusCode.OK, string? language = null, string? cookie = null)
    {
        using var answer = await SendAsync(address, ("Accept", "text/html"), ("Accept-Language", language), ("Cookie", cookie));
        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        var html = await answer.Content.ReadAsStringAsync();
        AssertBalanced(html);
        Assert.DoesNotMatch(@"(?i)<[^>]*\s(style|on\w+)=|<script(?![^>]*\ssrc=)|<style|javascript:", html);
        return html;
    }

    public async Task<HttpResponseMessage> SendAsync(string address, params (string Name, string? Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        foreach (var (name, value) in headers.Where(h => h.Value is not null))
            request.Headers.TryAddWithoutValidation(name, value);
        return await (await ClientAsync()).SendAsync(request);
    }

    public static byte[] Jpeg(int bright = 0)
    {
        var samples = new byte[320 * 200];
        samples.AsSpan().Fill(90);
        for (var y = 80; y < 120 && bright > 0; y++)
            samples.AsSpan((y * 320) + 40, 60).Fill((byte)bright);
        return ThumbnailJpeg.Encode(new(new(320, 200, samples)));
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        Fixture.Dispose();
    }

    private static void AssertBalanced(string html)
    {
        var open = new Stack<string>();
        foreach (Match tag in Tag().Matches(html))
        {
            var name = tag.Groups["name"].Value;
            if (Void.Contains(name) || tag.Value.EndsWith("/>", StringComparison.Ordinal))
                continue;
            if (tag.Groups["close"].Length == 0)
                open.Push(name);
            else
                Assert.Equal(open.Pop(), name);
        }
        Assert.Empty(open);
    }

    [GeneratedRegex(@"<(?<close>/?)(?<name>[a-z][a-z0-9]*)(\s[^<>]*)?>", RegexOptions.ExplicitCapture)]
    private static partial Regex Tag();
}
