using AutoCore.Core;
using AutoCore.Policies.Health;

namespace AutoCore.Web.Texts;

/// <summary>The facts of events that are words of the program, in the language of the page; names and foreign text stay as they are.</summary>
internal static class SpokenFacts
{
    /// <summary>A fact's word.</summary>
    /// <param name="language">The language of the page.</param>
    /// <param name="key">The fact's key.</param>
    public static string Say(Language language, string key, string word) => key switch
    {
        "reason" => SpokenWords.Reason(language, word),
        "flags" => string.Join(", ", word.Split(", ").Select(flag => SpokenWords.Flag(language, flag))),
        "group" when GroupCatalogue.Find(word) is { } group =>
            Words.In(language)[group.Label] + (word.IndexOf('/') is >= 0 and var slash ? $" {word[(slash + 1)..]}" : ""),
        "from" or "to" when RatingNames.FromWord(word) is var rating && rating.ToWord() == word => Words.In(language).Of(rating),
        _ => word,
    };
}
