using AutoCore.Policies.Health;

namespace AutoCore.Web.Texts;

/// <summary>A language at work: its texts, and how it writes numbers, times and ages.</summary>
internal sealed class Words
{
    private static readonly Words English = new(Language.English, SpokenDates.English, ".", ",");
    private static readonly Words Portuguese = new(Language.Portuguese, SpokenDates.Portuguese, ",", ".");

    private readonly SpokenDates _dates;
    private readonly NumberFormatInfo _numbers;

    private Words(Language language, SpokenDates dates, string point, string group)
    {
        (Language, _dates) = (language, dates);
        _numbers = new() { NumberDecimalSeparator = point, NumberGroupSeparator = group };
    }

    /// <summary>The language.</summary>
    public Language Language { get; }

    /// <summary>A text in this language.</summary>
    public string this[Spoken text] => Language == Language.Portuguese ? text.Portuguese : text.English;

    public static Words In(Language language) => language == Language.Portuguese ? Portuguese : English;

    /// <summary>A text with values in its places.</summary>
    public string Format(Spoken text, params object?[] values) => string.Format(CultureInfo.InvariantCulture, this[text], values);

    /// <summary>One of two texts: for one, and for any other number.</summary>
    public string Count(int count, Spoken one, Spoken many) => count == 1 ? this[one] : Format(many, Number(count));

    /// <summary>A number with so many digits behind the point.</summary>
    public string Number(double value, int digits = 0) =>
        Math.Round(value, digits).ToString($"N{digits}", _numbers).Replace("-", "\u2212", StringComparison.Ordinal);

    /// <summary>A number to the precision that its size deserves, with its unit.</summary>
    public string Figure(double value, string unit) =>
        $"{Number(value, Math.Abs(value) >= 100 || value == Math.Round(value) ? 0 : Math.Abs(value) >= 10 ? 1 : 2)}\u00A0{unit}";

    /// <summary>A rating as a word.</summary>
    public string Of(Rating rating) => this[rating switch
    {
        Rating.Ok => Text.RatingOk,
        Rating.Warning => Text.RatingWarning,
        Rating.Critical => Text.RatingCritical,
        _ => Text.RatingUnknown,
    }];

    /// <summary>A number as a sentence of the catalogue asks for it: as a size, an age, a length of time, with a unit, or with digits.</summary>
    public string Write(double number, string? format, DateTimeOffset now) => format switch
    {
        "mb" => Bytes(number * 1e6),
        "size" => Bytes(number),
        "age" => Ago(now - DateTimeOffset.FromUnixTimeSeconds((long)number)),
        "until" => Lasting(DateTimeOffset.FromUnixTimeSeconds((long)number) is var at && at > now ? at - now : TimeSpan.Zero),
        "hours" => Lasting(TimeSpan.FromHours(number)),
        "days" => Lasting(TimeSpan.FromDays(number)),
        "%" or "ms" or "s" or "°C" => Figure(number, format),
        null => number.ToString("0.###", _numbers),
        _ => Number(number, format.Contains('.') ? format.Length - format.IndexOf('.') - 1 : 0),
    };

    /// <summary>Bytes in the unit that suits them (10^3).</summary>
    public string Bytes(double bytes) => bytes switch
    {
        >= 1e9 => Figure(bytes / 1e9, "GB"),
        >= 1e6 => Figure(bytes / 1e6, "MB"),
        _ => Figure(bytes / 1e3, "KB"),
    };

    /// <summary>Hours and minutes.</summary>
    public static string Clock(DateTime local) => local.ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Hours, minutes and seconds.</summary>
    public static string Seconds(DateTime local) => local.ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>As <c>24 Nov</c>.</summary>
    public string DayAndMonth(DateTime local) => _dates.Short(local);

    /// <summary>As <c>Tuesday, 24 November 2026</c>.</summary>
    public string Day(DateOnly day) => _dates.Long(day);

    /// <summary>As <c>November 2026</c>.</summary>
    public string Month(DateOnly day) => _dates.Month(day);

    /// <summary>As <c>Tue</c>.</summary>
    public string Weekday(DayOfWeek day) => _dates.Weekday(day);

    /// <summary>How long ago something was.</summary>
    public string Ago(TimeSpan age) => age.TotalMinutes switch
    {
        < 1 => this[Text.AgeNow],
        < 60 => Format(Text.AgeMinutes, (int)age.TotalMinutes),
        < 36 * 60 => Format(Text.AgeHours, (int)age.TotalHours),
        < 48 * 60 => this[Text.AgeDay],
        _ => Format(Text.AgeDays, (int)age.TotalDays),
    };

    /// <summary>The ways to say an age, for the script that goes on counting: now, minutes, hours, yesterday, days.</summary>
    public string Ages => string.Join('|', this[Text.AgeNow], this[Text.AgeMinutes], this[Text.AgeHours], this[Text.AgeDay], this[Text.AgeDays]);

    /// <summary>How long something lasts.</summary>
    public string Lasting(TimeSpan length) => length.TotalMinutes switch
    {
        < 1 => this[Text.SpanMoment],
        < 120 => Format(Text.SpanMinutes, (int)length.TotalMinutes),
        < 48 * 60 => Format(Text.SpanHours, (int)length.TotalHours),
        _ => Format(Text.SpanDays, (int)length.TotalDays),
    };
}
