using AutoCore.Web.Html;
using AutoCore.Web.Texts;

namespace AutoCore.Web.Pages;

/// <summary>The way to another day: one step, a date, or a month at a glance with how many pictures each day has. The hour stays.</summary>
internal static class DayChoice
{
    private const string Date = "yyyy-MM-dd";
    private const int DaysInAWeek = 7;

    public static void Write(HtmlWriter html, CameraDay shown)
    {
        var words = shown.Visit.Words;
        html.Write($"<div class=\"days\" id=\"days\" data-live><nav aria-label=\"{words[Text.Days]}\">");
        WriteStep(html, shown, shown.Before, words[Text.DayBefore], "\u2039", "prev");
        html.Write($"<h2>{words.Day(shown.Day)}</h2>");
        WriteStep(html, shown, shown.After, words[Text.DayAfter], "\u203A", "next");
        if (shown.Kept.Count > 0 && !shown.IsNewest)
            html.Write($"<a class=\"button\" data-key=\"newest\" href=\"{Links.Camera(shown.Camera.Key)}\">{words[Text.Newest]}</a>");
        html.Write($"</nav>");
        if (shown.Kept.Count > 0)
        {
            WriteDate(html, shown);
            WriteCalendar(html, shown);
        }
        html.Write($"</div>\n");
    }

    private static void WriteStep(HtmlWriter html, CameraDay shown, DateOnly? to, string name, string sign, string relation)
    {
        if (to is { } day)
            html.Write($"<a class=\"button step\" data-key=\"{relation}\" rel=\"{relation}\" href=\"{shown.AddressOf(day)}\" aria-label=\"{name}\">{sign}</a>");
        else
            html.Write($"<span class=\"button step\" aria-hidden=\"true\">{sign}</span>");
    }

    private static void WriteDate(HtmlWriter html, CameraDay shown)
    {
        var words = shown.Visit.Words;
        html.Write(
            $"<form class=\"pick\" method=\"get\" action=\"{Links.Camera(shown.Camera.Key)}\"><label for=\"date\">{words[Text.Date]}</label><input id=\"date\" type=\"date\" name=\"day\" value=\"{shown.Day.ToString(Date, CultureInfo.InvariantCulture)}\"");
        html.Write(
            $" min=\"{shown.Kept[0].Day.ToString(Date, CultureInfo.InvariantCulture)}\" max=\"{shown.Kept[^1].Day.ToString(Date, CultureInfo.InvariantCulture)}\" required>");
        if (shown.Chosen is { } chosen)
            html.Write($"<input type=\"hidden\" name=\"at\" value=\"{chosen.Id}\">");
        html.Write($"<button>{words[Text.Apply]}</button></form>");
    }

    /// <summary>The month of the day that is shown.</summary>
    private static void WriteCalendar(HtmlWriter html, CameraDay shown)
    {
        var words = shown.Visit.Words;
        var first = new DateOnly(shown.Day.Year, shown.Day.Month, 1);
        var counts = shown.Kept.Where(d => d.Day.Year == first.Year && d.Day.Month == first.Month).ToDictionary(d => d.Day.Day, d => d.Count);
        html.Write($"<details class=\"calendar\" id=\"calendar\"><summary class=\"button\">{words[Text.Calendar]}</summary><div class=\"sheet\"><p class=\"months\">");
        WriteStep(html, shown, shown.Kept.LastOrDefault(d => d.Day < first) is { Count: > 0 } before ? before.Day : null, words[Text.MonthBefore], "\u2039",
            "month-before");
        html.Write($"<strong>{words.Month(first)}</strong>");
        WriteStep(html, shown, shown.Kept.FirstOrDefault(d => (d.Day.Year, d.Day.Month).CompareTo((first.Year, first.Month)) > 0) is { Count: > 0 } after
            ? after.Day : null, words[Text.MonthAfter], "\u203A", "month-after");
        html.Write($"</p><table><caption>{words.Format(Text.CalendarSummary, counts.Count, words.Count(counts.Values.Sum(), Text.PicturesOne, Text.PicturesMany))}</caption><thead><tr>");
        for (var weekday = 0; weekday < DaysInAWeek; weekday++)
            html.Write($"<th scope=\"col\">{words.Weekday((DayOfWeek)weekday)}</th>");
        html.Write($"</tr></thead><tbody><tr>");
        for (var empty = 0; empty < (int)first.DayOfWeek; empty++)
            html.Write($"<td></td>");
        for (var day = first; day.Month == first.Month; day = day.AddDays(1))
        {
            if (day.DayOfWeek == DayOfWeek.Sunday && day.Day > 1)
                html.Write($"</tr><tr>");
            WriteDay(html, shown, day, counts.GetValueOrDefault(day.Day));
            if (day == DateOnly.MaxValue)
                break;
        }
        html.Write($"</tr></tbody></table></div></details>");
    }

    private static void WriteDay(HtmlWriter html, CameraDay shown, DateOnly day, int count)
    {
        if (count > 0)
        {
            html.Write($"<td><a href=\"{shown.AddressOf(day)}\"");
            if (day == shown.Day)
                html.Write($" aria-current=\"date\"");
            var pictures = shown.Visit.Words.Count(count, Text.PicturesOne, Text.PicturesMany);
            html.Write(
                $" title=\"{shown.Visit.Words.Day(day)}\">{day.Day} <span class=\"count\" aria-hidden=\"true\">{count}</span><span class=\"unseen\">{pictures}</span></a></td>");
            return;
        }
        // Between kept days, a day without any is a gap; before and after them there is nothing to miss.
        var isGap = day > shown.Kept[0].Day && day < shown.Kept[^1].Day;
        html.Write($"<td class=\"{(isGap ? "gap" : "beyond")}\">{day.Day}");
        if (isGap)
            html.Write($"<span class=\"count\">{shown.Visit.Words[Text.None]}</span>");
        html.Write($"</td>");
    }
}
