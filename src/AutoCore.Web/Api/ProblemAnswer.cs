using AutoCore.Web.Hosting;

namespace AutoCore.Web.Api;

/// <summary>An answer that tells what is wrong with the request, or with what was asked for.</summary>
internal sealed class ProblemAnswer(int status, string detail) : IResult
{
    /// <summary>What was asked for is not there.</summary>
    public static ProblemAnswer NotFound(string detail) => new(StatusCodes.Status404NotFound, detail);

    /// <summary>The request cannot be understood.</summary>
    public static ProblemAnswer BadRequest(string detail) => new(StatusCodes.Status400BadRequest, detail);

    /// <summary>It is not there now, but may be later.</summary>
    public static ProblemAnswer Unavailable(string detail) => new(StatusCodes.Status503ServiceUnavailable, detail);

    public Task ExecuteAsync(HttpContext httpContext) => httpContext.WriteProblemAsync(status, detail);
}
