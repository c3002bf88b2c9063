using System.Reflection;
using System.Text.Json.Serialization.Metadata;
using AutoCore.Policies;
using AutoCore.Web.Hosting;
using Microsoft.AspNetCore.Http.Metadata;

namespace AutoCore.Web.Api;

/// <summary>A JSON answer whose tag is made of its bytes: who has it already is told so, and sent nothing.</summary>
internal sealed class TaggedJson<T>(T value, JsonTypeInfo<T> type) : IResult, IEndpointMetadataProvider
{
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), ["application/json"]));

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(value, type);
        httpContext.Response.Headers.CacheControl = "private, no-cache";
        if (httpContext.IsKnown($"\"{ContentTag.Of(body)}\""))
            return;
        httpContext.Response.ContentType = "application/json";
        httpContext.Response.ContentLength = body.Length;
        await httpContext.Response.Body.WriteAsync(body, httpContext.RequestAborted);
    }
}
