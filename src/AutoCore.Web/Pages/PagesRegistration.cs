namespace AutoCore.Web.Pages;

/// <summary>The pages for people: what they need, and where they are.</summary>
internal static class PagesRegistration
{
    public static IServiceCollection AddPages(this IServiceCollection services) => services;

    /// <summary>Maps every page; all of it below <c>/</c> but not below <c>/api</c>.</summary>
    public static IEndpointRouteBuilder MapPages(this IEndpointRouteBuilder app) => app;
}
