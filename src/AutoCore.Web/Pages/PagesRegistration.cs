using AutoCore.Core.Web;
using AutoCore.Web.Data;
using AutoCore.Web.Hosting;
using AutoCore.Web.Html;
using AutoCore.Web.Texts;

namespace AutoCore.Web.Pages;

/// <summary>The pages for people: what they need, and where they are.</summary>
internal static class PagesRegistration
{
    public static IServiceCollection AddPages(this IServiceCollection services) => services
        .AddSingleton<Layout>().AddSingleton<SmallPictures>().AddSingleton<HealthCharts>().AddSingleton<ImageAnswer>()
        .AddSingleton<WallPage>().AddSingleton<KioskPage>().AddSingleton<IErrorPages, ErrorPage>().AddSingleton<CameraPage>().AddSingleton<ComparePage>().AddSingleton<HealthPage>().AddSingleton<EventsPage>()
        .AddSingleton<NodesPage>();

    /// <summary>Maps every page; all of it below <c>/</c> but not below <c>/api</c>.</summary>
    public static IEndpointRouteBuilder MapPages(this IEndpointRouteBuilder app)
    {
        var services = app.ServiceProvider;
        var kiosk = services.GetRequiredService<KioskPage>();
        app.MapPage<WallPage>(Links.Wall, (page, visit, _) => KioskPage.IsWanted(visit.Query) ? kiosk.Write(visit) : page.Write(visit));
        app.MapPage<CameraPage>("/cameras/{site}/{name}", (page, visit, camera) => camera is null ? null : page.Write(visit, camera));
        app.MapPage<ComparePage>("/cameras/{site}/{name}/compare", (page, visit, camera) => camera is null ? null : page.Write(visit, camera));
        app.MapPage<HealthPage>(Links.Health, (page, visit, _) => page.Write(visit));
        app.MapPage<EventsPage>(Links.Events, (page, visit, _) => page.Write(visit));
        app.MapPage<NodesPage>(Links.Nodes, (page, visit, _) => page.Write(visit));
        app.MapGet("/assets/{file}", PageFiles.SendAsync);
        app.MapGet("/thumbnails/{site}/{name}/{picture}", services.GetRequiredService<ImageAnswer>().SendThumbnailAsync);
        app.MapGet("/differences/{site}/{name}/{before}/{after}.png", services.GetRequiredService<ImageAnswer>().SendHeatAsync);
        app.MapFallback(context => SendNotFoundAsync(context, services));
        return app;
    }

    private static void MapPage<TPage>(this IEndpointRouteBuilder app, string route, Func<TPage, Visit, CameraState?, HtmlWriter?> write)
        where TPage : notnull
    {
        var services = app.ServiceProvider;
        var (page, catalog, options, time) = (services.GetRequiredService<TPage>(), services.GetRequiredService<SiteCatalog>(),
            services.GetRequiredService<WebOptions>(), services.GetRequiredService<TimeProvider>());
        app.MapGet(route, (RequestDelegate)(context =>
        {
            Visit.RememberLanguage(context);
            var camera = context.Request.RouteValues["site"] is string site && context.Request.RouteValues["name"] is string name
                ? catalog.Find(site, name) : null;
            return write(page, Visit.Of(context, options, time), camera) is { } html ? PageAnswer.SendAsync(context, html)
                : SendNotFoundAsync(context, services);
        }));
    }

    private static Task SendNotFoundAsync(HttpContext context, IServiceProvider services)
    {
        var visit = Visit.Of(context, services.GetRequiredService<WebOptions>(), services.GetRequiredService<TimeProvider>());
        var words = visit.Words;
        var html = services.GetRequiredService<Layout>()
            .Write(visit, words[Text.NotFound], "",
                html => html.WriteNothing(words[Text.NotFound], words[Text.NotFoundHint], Links.Wall, words[Text.BackToPictures], isWholePage: true));
        return PageAnswer.SendAsync(context, html, StatusCodes.Status404NotFound);
    }
}
