namespace AutoCore.Policies.Alerts;

/// <summary>How much of a message is said, and in which characters: less, once the far side has refused more.</summary>
/// <param name="MostBytes">Longest text, in bytes of UTF-8.</param>
/// <param name="LongestTitle">Longest title, in characters.</param>
/// <param name="IsPlain">Whether what could be markup is said in characters that only look alike.</param>
public readonly record struct MessageForm(int MostBytes, int LongestTitle = MessageForm.UsualTitle, bool IsPlain = false)
{
    /// <summary>Longest title of a message that nobody has refused, in characters.</summary>
    public const int UsualTitle = 150;

    private const int ShortText = 500;
    private const int ShortTitle = 60;

    /// <summary>The form of the next attempt.</summary>
    /// <param name="mostBytes">Longest text by the settings.</param>
    /// <param name="refusals">How often the far side has refused this message.</param>
    /// <param name="isTooLarge">Whether it said that it is too large.</param>
    public static MessageForm For(int mostBytes, int refusals, bool isTooLarge) => (isTooLarge ? refusals + 1 : refusals) switch
    {
        0 => new(mostBytes),
        1 => new(mostBytes, IsPlain: true),
        2 => new(Math.Min(mostBytes, ShortText), IsPlain: true),
        _ => new(0, ShortTitle, IsPlain: true),
    };
}
