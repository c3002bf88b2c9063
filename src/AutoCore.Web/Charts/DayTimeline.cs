using AutoCore.Web.Html;

namespace AutoCore.Web.Charts;

/// <summary>Draws a day from midnight to midnight with a mark for each picture; stretches with the page, without any style of its own.</summary>
internal static class DayTimeline
{
    private const int HoursBetweenLabels = 6;
    private const double SecondsOfDay = 24 * 60 * 60;

    public static void Write(HtmlWriter html, IReadOnlyList<DateTime> taken, DateTime? chosen)
    {
        html.Write($"<svg class=\"timeline\" aria-hidden=\"true\">");
        for (var hour = 0; hour <= 24; hour += HoursBetweenLabels / 2)
            html.Write($"<line class=\"hour\" x1=\"{hour / 0.24:0.##}%\" x2=\"{hour / 0.24:0.##}%\" y1=\"0\" y2=\"62%\"/>");
        foreach (var time in taken)
        {
            html.Write(
                $"<line class=\"{(time == chosen ? "mark chosen" : "mark")}\" x1=\"{Percent(time):0.###}%\" x2=\"{Percent(time):0.###}%\" y1=\"12%\" y2=\"50%\"/>");
        }
        for (var hour = 0; hour <= 24; hour += HoursBetweenLabels)
        {
            html.Write(
                $"<text class=\"{(hour == 0 ? "start" : hour == 24 ? "end" : "middle")}\" x=\"{hour / 0.24:0.##}%\" y=\"100%\" dy=\"-3\">{hour:00}:00</text>");
        }
        html.Write($"</svg>");
    }

    private static double Percent(DateTime local) => local.TimeOfDay.TotalSeconds / SecondsOfDay * 100;
}
