using System.Net;

namespace AutoCore.Web.Tests.Pages;

/// <summary>Errors as a person meets them, and as a program does.</summary>
public sealed class ErrorPageTests
{
    [Theory]
    [InlineData("en", "A password is needed")]
    [InlineData("pt", "É preciso uma senha")]
    public async Task WithoutAPassword_ABrowserGetsAPage_WithItsStyle_AndNothingOfTheSystem(string language, string said)
    {
        await using var pages = WithPassword();

        var html = await pages.PageAsync("/", HttpStatusCode.Unauthorized, language: language);

        Assert.Contains(said, html, StringComparison.Ordinal);
        Assert.DoesNotContain("test", html, StringComparison.Ordinal);
        using var style = await pages.SendAsync(AutoCore.Web.Pages.PageFiles.Style.Address);
        Assert.Equal(HttpStatusCode.OK, style.StatusCode);
    }

    [Fact]
    public async Task AfterWrongPasswords_ABrowserIsToldHowLongToWait()
    {
        await using var pages = WithPassword();
        var wrong = "Basic " + Convert.ToBase64String("x:wrong"u8);
        var html = "";
        for (var i = 0; i < 8; i++)
        {
            using var answer = await pages.SendAsync("/", ("Accept", "text/html"), ("Authorization", wrong), ("Accept-Language", "pt"));
            html = await answer.Content.ReadAsStringAsync();
            if (answer.StatusCode == HttpStatusCode.TooManyRequests)
                break;
        }

        Assert.Matches("Espere [0-9]+ segundos", html);
    }

    [Theory]
    [InlineData("/assets/none.css", "text/html,*/*", "text/html")]
    [InlineData("/thumbnails/a/b/c.jpg", "text/html", "text/html")]
    [InlineData("/assets/none.css", "*/*", "application/problem+json")]
    [InlineData("/api/v1/nothing", "text/html", "application/problem+json")]
    public async Task NotFound_IsAPageForPeople_AndAProblemForPrograms(string address, string accept, string expected)
    {
        await using var pages = new PageFixture();
        using var answer = await pages.SendAsync(address, ("Accept", accept));

        Assert.Equal((HttpStatusCode.NotFound, expected), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
    }

    private static PageFixture WithPassword()
    {
        var pages = new PageFixture();
        pages.Fixture.Web = "\"PasswordKey\": \"WEB_PASSWORD\"";
        pages.Fixture.Environment["WEB_PASSWORD"] = "right";
        return pages;
    }
}
