using System.Net;
using AutoCore.Core.Web;
using Microsoft.AspNetCore.Routing.Patterns;

namespace AutoCore.Web.Hosting;

/// <summary>Sees past a proxy: whose request it is, and below which path the visitor finds this server. Both are believed of trusted proxies alone.</summary>
internal sealed class Forwarding(RequestDelegate next, WebOptions web, EndpointDataSource endpoints)
{
    private const string PrefixHeader = "X-Forwarded-Prefix";

    private readonly Lazy<HashSet<string>> _ownNames = new(() => [.. endpoints.Endpoints.OfType<RouteEndpoint>().Select(FirstName).OfType<string>()]);

    public Task InvokeAsync(HttpContext context)
    {
        // Who comes by a Unix socket has no address, and is on this machine.
        var peer = AddressRange.Plain(context.Connection.RemoteIpAddress ?? IPAddress.Loopback);
        var isProxy = web.Trusts(peer);
        context.Connection.RemoteIpAddress = isProxy ? ForwardedChain.ClientOf(peer, context.Request.Headers, web.Trusts) : peer;
        Place(context.Request, isProxy ? GivenPrefix(context.Request.Headers) : null);
        return next(context);
    }

    /// <summary>Takes the prefix off the path, if the proxy left it there: both ways of proxies are right.</summary>
    /// <param name="given">What the proxy says that it has taken off; null: nothing.</param>
    private void Place(HttpRequest request, string? given)
    {
        var prefix = given ?? web.PathPrefix;
        if (prefix.Length == 0)
            return;
        // A proxy that shows this server below /cameras, and says so, hands on /cameras/SITE/NAME of ours.
        var isAmbiguous = given is not null && _ownNames.Value.Contains(prefix[1..].Split('/')[0]);
        if (!isAmbiguous && request.Path.StartsWithSegments(prefix, StringComparison.Ordinal, out var rest))
            request.Path = rest.HasValue ? rest : "/";
        request.PathBase = prefix;
    }

    /// <summary>What the proxies say; of several in a row each its own part, the outermost first.</summary>
    private static string? GivenPrefix(IHeaderDictionary headers)
    {
        var given = headers[PrefixHeader].ToString();
        return given.Length == 0 ? null : PathPrefix.TryRead(string.Concat(given.Split(',').Select(part => part.Trim().TrimEnd('/')))) is { Length: > 0 } prefix ? prefix : null;
    }

    private static string? FirstName(RouteEndpoint endpoint) =>
        endpoint.RoutePattern.PathSegments.Count > 0 && endpoint.RoutePattern.PathSegments[0].Parts is [RoutePatternLiteralPart literal] ? literal.Content : null;
}
