using System.Net;
using AutoCore.Core.Hosting;
using AutoCore.Core.Web;

namespace AutoCore.Web.Hosting;

/// <summary>Marks a request that wants the headers alone.</summary>
internal sealed class HeadRequest
{
    public static HeadRequest Instance { get; } = new();
}

/// <summary>Who is let in: only GET and HEAD without a body, only under a name of this machine, and only with the right credentials.</summary>
internal sealed class Admission(RequestDelegate next, Credentials credentials, HostingOptions hosting, WebOptions web, FailedLogins failures,
    IErrorPages pages, ListeningSockets sockets)
{
    /// <summary>What <c>Web:Metrics</c> opens: numbers, for a collector that has no password.</summary>
    public const string OpenPath = "/metrics";

    private const string NoPassword = "nobody has set a password yet, so other machines are shown nothing: set AutoCore:Web:PasswordKey or "
        + "AutoCore:Web:TokenKey, or come by ssh -L 8090:localhost:8090";

    private readonly bool _isUnprotected = sockets.Unprotected is not null;

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (HttpMethods.IsHead(request.Method))
        {
            // Answered as GET is; the server itself leaves the body out.
            context.Features.Set(HeadRequest.Instance);
            request.Method = HttpMethods.Get;
        }
        if (!HttpMethods.IsGet(request.Method))
        {
            context.Response.Headers.Allow = "GET, HEAD";
            return RefuseAsync(context, StatusCodes.Status405MethodNotAllowed, "only GET and HEAD are allowed: nothing can be changed here");
        }
        if (request.ContentLength > 0 || request.Headers.TransferEncoding.Count > 0)
            return RefuseAsync(context, StatusCodes.Status413PayloadTooLarge, "a request has no body here");
        if (pages.IsStyle(request.Path))
            return next(context);
        // Whoever forwards for others may have changed the far end's address, and never this one.
        if (_isUnprotected && context.Connection.LocalIpAddress is { } reached && !IPAddress.IsLoopback(reached))
            return RefuseAsync(context, StatusCodes.Status403Forbidden, NoPassword);
        if (credentials.AreNeeded && !(web.Metrics && request.Path == OpenPath))
            return AuthenticateAsync(context);
        return IsOurName(request.Host.Host)
            ? next(context)
            : RefuseAsync(
            context, StatusCodes.Status421MisdirectedRequest,
                "this server is asked under a name that is not its own; use its address, localhost or the node's name, or add the name to AutoCore:Web:Names");
    }

    /// <summary>Without a password, a page of some other site must not reach this one by a name that it lets lead here (DNS rebinding).</summary>
    private bool IsOurName(string host)
    {
        // A dot at the end says that the name is a whole one: it is the same.
        var asked = host.EndsWith('.') ? host[..^1] : host;
        return asked.Equals("localhost", StringComparison.OrdinalIgnoreCase) || IPAddress.TryParse(asked.Trim('[', ']'), out _)
            || new[] { hosting.Node, Environment.MachineName }.Any(name => IsName(name) || IsName($"{name}.local"))
            // The platform has turned the name's letters back.
            || (web.Names.Count > 0 && WebOptions.WholeName(asked) is { } whole && web.Names.Contains(whole, StringComparer.OrdinalIgnoreCase));

        bool IsName(string name) => asked.Equals(name, StringComparison.OrdinalIgnoreCase);
    }

    private async Task AuthenticateAsync(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress ?? IPAddress.Loopback;
        var isTry = context.Request.Headers.Authorization.Count > 0;
        var wait = isTry ? failures.WaitOf(address) : TimeSpan.Zero;
        if (wait <= TimeSpan.Zero || await failures.HoldAsync(context.RequestAborted))
        {
            if (context.Request.Headers.Authorization is [{ } header] && credentials.Accept(header))
            {
                // Whoever guesses behind the same proxy gains nothing by it.
                if (wait <= TimeSpan.Zero)
                    failures.Forget(address);
                await next(context);
                return;
            }
            // A browser's first request has no credentials: that is no try.
            if (isTry)
                failures.Add(address);
        }
        if (wait > TimeSpan.Zero)
        {
            context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            await RefuseAsync(context, StatusCodes.Status429TooManyRequests, "too many wrong passwords from this address; wait as long as Retry-After says");
            return;
        }
        context.Response.Headers.WWWAuthenticate = credentials.Challenge;
        await RefuseAsync(context, StatusCodes.Status401Unauthorized, "a password or token is needed");
    }

    private static Task RefuseAsync(HttpContext context, int status, string detail)
    {
        // Whatever still comes on this connection is not read.
        if (context.Request.ContentLength > 0 || context.Request.Headers.TransferEncoding.Count > 0)
            context.Response.Headers.Connection = "close";
        return context.WriteProblemAsync(status, detail);
    }
}
