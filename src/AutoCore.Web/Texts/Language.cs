namespace AutoCore.Web.Texts;

/// <summary>A language of the page.</summary>
public enum Language
{
    English,
    Portuguese,
}

/// <summary>Which language a visitor gets.</summary>
internal static class LanguageChoice
{
    /// <summary>The code, as in <c>lang</c>, cookies and URLs.</summary>
    public static string CodeOf(Language language) => language == Language.Portuguese ? "pt" : "en";

    /// <summary>The tag of a page's own text.</summary>
    public static string TagOf(Language language) => language == Language.Portuguese ? "pt-BR" : "en";

    /// <summary>Reads a code; null for anything else.</summary>
    public static Language? FromCode(string? code) => code switch
    {
        "en" => Language.English,
        "pt" => Language.Portuguese,
        _ => null,
    };

    /// <summary>The one of the two that the browser prefers by its <c>Accept-Language</c>; English if it asks for neither.</summary>
    public static Language Prefer(string? acceptLanguage)
    {
        var (best, bestWeight) = (Language.English, 0.0);
        foreach (var part in (acceptLanguage ?? "").Split(','))
        {
            var (range, weight) = Read(part);
            var language = range.Split('-')[0] switch
            {
                "pt" => Language.Portuguese,
                "en" => Language.English,
                _ => (Language?)null,
            };
            if (language is { } found && weight > bestWeight)
                (best, bestWeight) = (found, weight);
        }
        return best;
    }

    private static (string Range, double Weight) Read(string part)
    {
        var fields = part.Split(';');
        var weight = 1.0;
        foreach (var field in fields.AsSpan(1))
        {
            var value = field.Trim();
            if (value.StartsWith("q=", StringComparison.OrdinalIgnoreCase))
            {
                weight = double.TryParse(value.AsSpan(2), System.Globalization.NumberStyles.AllowDecimalPoint,
                    System.Globalization.CultureInfo.InvariantCulture, out var q) ? q : 0;
            }
        }
        return (fields[0].Trim().ToLowerInvariant(), weight);
    }
}
