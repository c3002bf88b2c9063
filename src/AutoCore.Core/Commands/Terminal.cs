using AutoCore.Policies.Health;
using AutoCore.Policies.Hosting;

namespace AutoCore.Core.Commands;

/// <summary>Colours, on a terminal only.</summary>
internal static class Terminal
{
    private const int LongestLine = 4096;

    /// <summary>Whether standard output shows colours (https://no-color.org is honoured).</summary>
    public static bool HasColors { get; } = !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    /// <summary>Writes one line to standard error: names and texts of others in it neither begin a line of their own nor steer the terminal.</summary>
    public static void WriteError(string line) => Console.Error.WriteLine(SafeText.Of(line, LongestLine));

    /// <summary>A text in its rating's colour, or as it is.</summary>
    public static string Paint(string text, Rating rating) => HasColors ? Color(text, rating) : text;

    /// <summary>A text in its rating's colour.</summary>
    public static string Color(string text, Rating rating)
    {
        var color = rating switch
        {
            Rating.Ok => 32,
            Rating.Warning => 33,
            Rating.Critical => 31,
            _ => 90,
        };
        return $"\e[{color}m{text}\e[0m";
    }
}
