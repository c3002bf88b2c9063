using AutoCore.Core;
using AutoCore.Core.Web;
using AutoCore.Policies.Health;
using AutoCore.Web.Data;
using AutoCore.Web.Hosting;

namespace AutoCore.Web.Api;

/// <summary>The state in Prometheus' text format. Old figures are none: Prometheus is to see that the daemon does not run.</summary>
internal static class MetricsEndpoint
{
    public static Task SendAsync(HttpContext context, StatusSource status, WebOptions options, Credentials credentials)
    {
        if (!options.Metrics && !credentials.AreNeeded)
            return context.WriteProblemAsync(StatusCodes.Status404NotFound, "metrics are off here: set Web:Metrics, or a Web:TokenKey and ask with that token");
        if (status.Read() is not { } state)
            return context.WriteProblemAsync(StatusCodes.Status503ServiceUnavailable, StateEndpoints.NoState);
        return state.Problem is { } problem ? context.WriteProblemAsync(StatusCodes.Status503ServiceUnavailable, problem) : WriteAsync(context, state);
    }

    private static async Task WriteAsync(HttpContext context, StatusSnapshot state)
    {
        var source = new MetricsSource(state.Json.Text("node") ?? "", state.Json.Text("version") ?? "", state.Rating, state.Json.Number("ts") ?? 0);
        var body = Encoding.UTF8.GetBytes(
            MetricsText.Compose(source, [.. state.Groups.Select(g => new MetricsReading(g.Group, g.Rating, [.. MeasuresOf(g.Reading)]))], GroupCatalogue.All));
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentType = MetricsText.ContentType;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    private static IEnumerable<Measure> MeasuresOf(JsonElement reading)
    {
        foreach (var property in reading.EnumerateObject())
        {
            if (property.Name is "ts" or "rating")
                continue;
            if (property.Value.ValueKind == JsonValueKind.Number)
                yield return new(property.Name, property.Value.GetDouble());
            else if (property.Value.ValueKind == JsonValueKind.String)
                yield return new(property.Name, property.Value.GetString());
        }
    }
}
