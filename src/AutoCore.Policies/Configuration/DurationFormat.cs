namespace AutoCore.Policies.Configuration;

/// <summary>The one form of a duration in settings: <c>[d.]hh:mm:ss[.fff]</c>. The platform's parser takes "30" for thirty days; this one refuses it.</summary>
public static class DurationFormat
{
    /// <summary>The form, as error messages show it.</summary>
    public const string Form = "[d.]hh:mm:ss[.fff]";

    /// <summary>Reads a duration; hours up to 23, minutes and seconds up to 59.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        var colon = text.IndexOf(':');
        return colon >= 0
            && text.AsSpan(colon + 1).Contains(':')
            && TimeSpan.TryParseExact(text, Forms, CultureInfo.InvariantCulture, out duration);
    }

    /// <summary>Writes a duration in the same form.</summary>
    public static string Format(TimeSpan duration)
    {
        var text = duration.ToString(duration.Milliseconds == 0 ? @"hh\:mm\:ss" : @"hh\:mm\:ss\.fff", CultureInfo.InvariantCulture);
        return duration.Days == 0 ? text : $"{duration.Days}.{text}";
    }

    private static readonly string[] Forms =
    [
        @"hh\:mm\:ss", @"hh\:mm\:ss\.FFF", @"d\.hh\:mm\:ss", @"d\.hh\:mm\:ss\.FFF",
    ];
}
