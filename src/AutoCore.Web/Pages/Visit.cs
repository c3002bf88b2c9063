using AutoCore.Core.Web;
using AutoCore.Web.Texts;

namespace AutoCore.Web.Pages;

/// <summary>Who looks at what, when: the language, the clock and the zone of a page.</summary>
/// <param name="Path">The page's path.</param>
/// <param name="Query">Its query.</param>
/// <param name="Words">The visitor's language.</param>
/// <param name="Now">The present, UTC.</param>
/// <param name="Zone">The zone of all times on the page: the system's.</param>
internal sealed record Visit(string Path, IQueryCollection Query, Words Words, DateTimeOffset Now, TimeZoneInfo Zone)
{
    private const string Cookie = "autocore-language";

    /// <summary>What stands before every address of this server: the path below which a proxy shows it; empty without one.</summary>
    public string Root { get; init; } = "";

    /// <summary>Local time of the system.</summary>
    public DateTime Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone).DateTime;

    /// <summary>Until when a camera rests: the time of today and tomorrow, else the day.</summary>
    public string Resting(DateTimeOffset? until) => until is not { } at ? Words[Text.StateResting]
        : Words.Format(Text.StateRestingUntil, at - Now < TimeSpan.FromDays(1) ? Words.Clock(Local(at)) : Words.DayAndMonth(Local(at)));

    public static Visit Of(HttpContext context, WebOptions options, TimeProvider time) =>
        new(context.Request.Path, context.Request.Query, Words.In(LanguageOf(context.Request, options)), time.GetUtcNow(), time.LocalTimeZone)
        {
            Root = context.Request.PathBase.ToUriComponent(),
        };

    /// <summary>If the address asks for another language, remembers it for the pages to come. The page itself is answered: whoever follows its links meets no
    /// redirect, which a proxy may have ideas of its own about.</summary>
    public static void RememberLanguage(HttpContext context)
    {
        if (LanguageChoice.FromCode(context.Request.Query["lang"]) is not { } language)
            return;
        var root = context.Request.PathBase.ToUriComponent();
        context.Response.Cookies.Append(Cookie, LanguageChoice.CodeOf(language),
            new() { MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, HttpOnly = true, Path = root.Length > 0 ? root : "/" });
    }

    private static Language LanguageOf(HttpRequest request, WebOptions options) => LanguageChoice.FromCode(request.Query["lang"])
        ?? LanguageChoice.FromCode(request.Cookies[Cookie]) ?? options.Language switch
        {
            WebLanguage.English => Language.English,
            WebLanguage.Portuguese => Language.Portuguese,
            _ => LanguageChoice.Prefer(request.Headers.AcceptLanguage),
        };
}
