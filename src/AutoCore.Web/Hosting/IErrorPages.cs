namespace AutoCore.Web.Hosting;

/// <summary>Errors as pages, for a person with a browser.</summary>
internal interface IErrorPages
{
    /// <summary>Whether a person asks: a browser that loads a page says that it takes HTML; REST has answers for programs only, but for files that a page
    /// leads to.</summary>
    bool AreWanted(HttpRequest request);

    /// <summary>Whether an address is of the pages' style: the same for everybody, it tells nothing, and an error's page needs it, too.</summary>
    bool IsStyle(string address);

    /// <summary>Sends the page.</summary>
    /// <param name="context">The request; a <c>Retry-After</c> of its answer is told.</param>
    /// <param name="detail">What is wrong, in English; said where the page has no words of its own.</param>
    Task SendAsync(HttpContext context, int status, string detail);
}
