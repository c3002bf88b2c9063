namespace AutoCore.Web.Hosting;

/// <summary>Spares a client the answer that it has already, by the answer's tag (<c>If-None-Match</c>, RFC 9110).</summary>
internal static class KnownAnswer
{
    private const string Weak = "W/";

    /// <summary>Gives the answer its tag.</summary>
    /// <returns>True if the client has named it: the answer is 304, and nothing more is to be sent.</returns>
    public static bool IsKnown(this HttpContext context, string tag)
    {
        context.Response.Headers.ETag = tag;
        if (!context.Request.Headers.IfNoneMatch.Any(known => Names(known!, tag)))
            return false;
        context.Response.StatusCode = StatusCodes.Status304NotModified;
        return true;
    }

    /// <summary>What has passed a proxy that compresses comes back as a weak tag: both kinds are the same here.</summary>
    private static bool Names(string known, string tag) =>
        known.Split(',', StringSplitOptions.TrimEntries).Any(name => name == "*" || Strong(name) == Strong(tag));

    private static string Strong(string tag) => tag.StartsWith(Weak, StringComparison.Ordinal) ? tag[Weak.Length..] : tag;
}
