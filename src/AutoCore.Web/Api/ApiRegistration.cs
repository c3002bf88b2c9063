using AutoCore.Web.Hosting;

namespace AutoCore.Web.Api;

/// <summary>REST under <c>/api/v1</c>, and the document that describes it.</summary>
internal static class ApiRegistration
{
    private const string Root = "/api/v1";

    public static IServiceCollection AddApi(this IServiceCollection services) => services
        .AddSingleton<ChangeStream>().AddSingleton<DayZip>()
        .ConfigureHttpJsonOptions(json =>
        {
            // The description is made with these options, the answers with those of their own context: both must spell keys alike.
            json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default);
        });

    public static void MapApi(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup(Root).ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/status", StateEndpoints.Status).WithSummary("The whole state, as autocore status --json prints it")
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        api.MapGet("/health", StateEndpoints.Health).WithSummary("The ratings at a glance").ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        api.MapGet("/events", StateEndpoints.Events).WithSummary("What happened, newest first");
        api.MapGet("/events.csv", CsvEndpoints.Events).WithSummary("The same as a table").Produces(StatusCodes.Status200OK, contentType: CsvAnswer.ContentType);
        api.MapGet("/fleet", StateEndpoints.Fleet).WithSummary("The nodes that share the cameras");
        api.MapGet("/cameras", CameraEndpoints.List).WithSummary("All cameras with their state");
        api.MapGet("/cameras/{site}/{name}", CameraEndpoints.One).WithSummary("One camera, and the days that it has pictures of");
        api.MapGet("/cameras/{site}/{name}/latest.jpg", CameraEndpoints.Latest).WithSummary("Its newest picture")
            .Produces(StatusCodes.Status200OK, contentType: "image/jpeg");
        api.MapGet("/cameras/{site}/{name}/images", CameraEndpoints.Images).WithSummary("Its pictures, oldest first, page by page");
        api.MapGet("/cameras/{site}/{name}/images/{time}", CameraEndpoints.Image).WithSummary("One picture by its time")
            .Produces(StatusCodes.Status200OK, contentType: "image/jpeg");
        api.MapGet("/cameras/{site}/{name}/days/{day}", static (HttpContext context, DayZip zip, string site, string name, string day) =>
                zip.SendAsync(context, site, name, day))
            .WithSummary("Its pictures of a day as a ZIP file, as 2025-12-22.zip").Produces(StatusCodes.Status200OK, contentType: "application/zip")
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        api.MapGet("/days/{day}", static (HttpContext context, DayZip zip, string day) => zip.SendAsync(context, day))
            .WithSummary("The pictures of all cameras of a day as a ZIP file, as 2025-12-22.zip")
            .Produces(StatusCodes.Status200OK, contentType: "application/zip").ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        api.MapGet("/telemetry", TelemetryEndpoint.Read).WithSummary("A series in steps; without a key, which series there are");
        api.MapGet("/telemetry.csv", CsvEndpoints.Telemetry).WithSummary("A series as a table")
            .Produces(StatusCodes.Status200OK, contentType: CsvAnswer.ContentType);
        api.MapGet("/changes", static (HttpContext context, ChangeStream changes) => changes.SendAsync(context))
            .WithSummary("Live changes as server-sent events")
            .Produces(StatusCodes.Status200OK, contentType: "text/event-stream");
        app.MapGet($"{Root}/openapi.json", ApiDescription.SendAsync).ExcludeFromDescription();
        app.MapGet(Admission.OpenPath, MetricsEndpoint.SendAsync).ExcludeFromDescription();
        // Whatever else begins so is no page.
        app.MapGet(
            "/api/{**rest}", static context =>
                context.WriteProblemAsync(StatusCodes.Status404NotFound, $"there is nothing at this address; see {Root}/openapi.json"))
                    .ExcludeFromDescription();
    }
}
