using AutoCore.Core.Logging;
using AutoCore.Core.Web;

namespace AutoCore.Web.Hosting;

/// <summary>What every answer carries: headers that bind the browser, and a problem document instead of an empty error.</summary>
internal sealed class Answering(RequestDelegate next, ILogger<Answering> log)
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public async Task InvokeAsync(HttpContext context)
    {
        Bind(context.Response.Headers);
        try
        {
            await next(context);
            // A range that is none has the file's type already.
            if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null }
                or { HasStarted: false, StatusCode: StatusCodes.Status416RangeNotSatisfiable })
            {
                await context.WriteProblemAsync(context.Response.StatusCode, Describe(context.Response.StatusCode));
            }
        }
        catch (BadHttpRequestException e)
        {
            await context.WriteProblemAsync(e.StatusCode, e.Message);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone.
        }
        catch (IOException e) when (!context.Response.HasStarted)
        {
            log.WriteFailure(WebEvents.RequestFailed, e, new("path", context.Request.Path.ToString()), new("reason", e.Message));
            await context.WriteProblemAsync(StatusCodes.Status503ServiceUnavailable, "the card could not be read; try again");
        }
#pragma warning disable CA1031 // The fence around one request: what nobody foresaw is told to its client, and ends nothing else.
        catch (Exception e) when (!context.Response.HasStarted)
        {
            log.WriteFailure(WebEvents.RequestFailed, e, new("path", context.Request.Path.ToString()), new("reason", e.Message));
            await context.WriteProblemAsync(StatusCodes.Status500InternalServerError, "this should not have happened; journalctl -t autocore-web says more");
        }
#pragma warning restore CA1031
    }

    private static void Bind(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
    }

    private static string Describe(int status) => status switch
    {
        StatusCodes.Status400BadRequest => "a parameter could not be understood; see /api/v1/openapi.json",
        StatusCodes.Status404NotFound => "there is nothing at this address",
        StatusCodes.Status405MethodNotAllowed => "only GET and HEAD are allowed: nothing can be changed here",
        StatusCodes.Status416RangeNotSatisfiable => "the range lies outside of the file",
        _ => "the request could not be answered",
    };
}
