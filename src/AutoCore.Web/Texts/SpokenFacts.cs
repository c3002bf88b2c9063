using AutoCore.Core;

namespace AutoCore.Web.Texts;

/// <summary>The facts of events that are words of the program, in the language of the page; names and foreign text stay as they are.</summary>
internal static class SpokenFacts
{
    /// <summary>A fact's word.</summary>
    /// <param name="language">The language of the page.</param>
    /// <param name="key">The fact's key.</param>
    /// <param name="word">Its word.</param>
    public static string Say(Language language, string key, string word) => key switch
    {
        "reason" => SpokenWords.Reason(language, word),
        "flags" => string.Join(", ", word.Split(", ").Select(flag => SpokenWords.Flag(language, flag))),
        "group" when GroupCatalogue.Find(word) is { } group =>
            Words.In(language).Of(group.Label) + (word.IndexOf('/') is >= 0 and var slash ? $" {word[(slash + 1)..]}" : ""),
        "from" or "to" => Rating(language, word),
        _ => word,
    };

    private static string Rating(Language language, string word) => word switch
    {
        "ok" => Words.In(language)[Text.RatingOk],
        "warning" => Words.In(language)[Text.RatingWarning],
        "critical" => Words.In(language)[Text.RatingCritical],
        "unknown" => Words.In(language)[Text.RatingUnknown],
        _ => word,
    };
}
