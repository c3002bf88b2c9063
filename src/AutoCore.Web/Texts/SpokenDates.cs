namespace AutoCore.Web.Texts;

/// <summary>How a language names days and months: the program carries no culture data.</summary>
internal sealed class SpokenDates
{
    private readonly string[] _days;
    private readonly string[] _months;
    private readonly Func<int, string, string, int, string> _long;
    private readonly Func<string, int, string> _month;

    private SpokenDates(string days, string months, Func<int, string, string, int, string> inFull, Func<string, int, string> month) =>
        (_days, _months, _long, _month) = (days.Split(' '), months.Split(' '), inFull, month);

    public static SpokenDates English { get; } = new(
        "Sunday Monday Tuesday Wednesday Thursday Friday Saturday", "January February March April May June July August September October November December",
        static (day, weekday, month, year) => string.Create(CultureInfo.InvariantCulture, $"{weekday}, {day} {month} {year}"),
        static (month, year) => string.Create(CultureInfo.InvariantCulture, $"{month} {year}"));

    public static SpokenDates Portuguese { get; } = new(
        "domingo segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado",
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
        static (day, weekday, month, year) => string.Create(CultureInfo.InvariantCulture, $"{weekday}, {day} de {month} de {year}"),
        static (month, year) => string.Create(CultureInfo.InvariantCulture, $"{month} de {year}"));

    /// <summary>As <c>November 2026</c>.</summary>
    public string Month(DateOnly day) => _month(_months[day.Month - 1], day.Year);

    /// <summary>The first three letters of a weekday.</summary>
    public string Weekday(DayOfWeek day) => _days[(int)day][..3];

    public string Long(DateOnly day) => _long(day.Day, _days[(int)day.DayOfWeek], _months[day.Month - 1], day.Year);

    /// <summary>Day and the first three letters of the month.</summary>
    public string Short(DateTime local) => string.Create(CultureInfo.InvariantCulture, $"{local.Day} {_months[local.Month - 1][..3]}");
}
