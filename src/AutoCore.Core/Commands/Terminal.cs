using AutoCore.Core.Hosting;
using AutoCore.Policies.Health;
using AutoCore.Policies.Hosting;

namespace AutoCore.Core.Commands;

/// <summary>Colours, on a terminal only.</summary>
internal static class Terminal
{
    private const int LongestLine = 4096;
    private const int NarrowestWidth = 40;
    private const int UsualWidth = 80;

    /// <summary>Whether standard output shows colours (https://no-color.org is honoured).</summary>
    public static bool HasColors { get; } = !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    /// <summary>Characters in a line of standard output; without end where it is no terminal, so that a script finds each line whole.</summary>
    public static int Width { get; } = Console.IsOutputRedirected ? int.MaxValue : OfWindow;

    private static int ErrorWidth { get; } = Console.IsErrorRedirected ? int.MaxValue : OfWindow;

    private static int OfWindow => Console.WindowWidth is >= NarrowestWidth and var width ? width : UsualWidth;

    /// <summary>Writes a line to standard output, broken between words where it is too long.</summary>
    public static void Write(string line, string indent = "")
    {
        foreach (var part in WrappedText.Of(line, Width, indent))
            Console.WriteLine(part);
    }

    /// <summary>Writes one line to standard error: names and texts of others in it neither begin a line of their own nor steer the terminal.</summary>
    public static void WriteError(string line) => Console.Error.WriteLine(SafeText.Of(line, LongestLine));

    /// <summary>The same for why a command ends.</summary>
    /// <returns>The exit code.</returns>
    public static int Fail(string line, int exitCode = ExitCodes.Failed)
    {
        WriteError(line);
        return exitCode;
    }

    /// <summary>The same, broken between words where it is too long for the terminal.</summary>
    public static void WriteErrorWrapped(string line)
    {
        foreach (var part in WrappedText.Of(SafeText.Of(line, LongestLine), ErrorWidth, "  "))
            Console.Error.WriteLine(part);
    }

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
