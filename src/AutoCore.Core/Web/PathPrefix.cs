namespace AutoCore.Core.Web;

/// <summary>The path of another server below which a proxy shows this one, as <c>/cams</c>.</summary>
internal static class PathPrefix
{
    /// <summary>What is understood, for error messages.</summary>
    public const string Form = "a path of letters, digits and - . _ ~, as /cams or /pi/cams";

    private const int Longest = 100;

    /// <summary>Reads one, with or without slashes around it; empty for the root. Null if it is none: it becomes part of every link, and may lead to no other
    /// server.</summary>
    public static string? TryRead(string text)
    {
        var parts = text.Trim().Trim('/');
        if (parts.Length == 0)
            return text.Trim().Length <= 1 ? "" : null;
        return parts.Length <= Longest && !text.Trim().StartsWith("//", StringComparison.Ordinal)
            && Array.TrueForAll(parts.Split('/'), IsPart) ? $"/{parts}" : null;
    }

    private static bool IsPart(string part) =>
        part is not ("" or "." or "..") && part.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '~');
}
