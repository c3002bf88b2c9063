using AutoCore.Web.Data;
using AutoCore.Web.Hosting;

namespace AutoCore.Web.Api;

/// <summary>REST under <c>/api/v1</c>.</summary>
internal static class ApiRegistration
{
    public static IServiceCollection AddApi(this IServiceCollection services) => services;

    public static void MapApi(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1");
        api.MapGet("/status", (HttpContext context, StatusSource status) =>
            status.Read() is { } state ? Results.Text(state.Json.GetRawText(), "application/json") : Results.StatusCode(StatusCodes.Status503ServiceUnavailable));
        // Whatever else begins so is no page.
        app.MapGet("/api/{**rest}", static (HttpContext context) => context.WriteProblemAsync(StatusCodes.Status404NotFound, "there is nothing at this address; see /api/v1/openapi.json"));
    }
}
