using System.CommandLine;
using AutoCore.Core;
using AutoCore.Core.Commands;
using AutoCore.Core.Health;
using AutoCore.Core.Hosting;
using AutoCore.Core.Storage;
using AutoCore.Policies.Health;

namespace AutoCore.Daemon.Commands;

/// <summary><c>autocore status</c>: the state that the daemon keeps, on one screen; the exit code is the worst rating, a warning at least if nobody keeps it
/// up.</summary>
internal static class StatusCommand
{
    public static Command Create(CommandContext context)
    {
        var json = new Option<bool>("--json") { Description = "Print the state as JSON, for scripts" };
        var command = new Command("status", "Show how everything stands.") { json };
        command.SetAction(line => Run(context, context.LoadGood(line), line.GetValue(json)));
        return command;
    }

    private static int Run(CommandContext context, LoadedSettings settings, bool asJson)
    {
        var runtime = new RuntimeDirectory(settings.Options.Hosting, context.Environment);
        if (StatusReader.Find(runtime, settings.Options.Hosting.DataDirectory) is not { } state)
            return Terminal.Fail("no state of this configuration's daemon was found: start it with systemctl start autocore-daemon");
        var now = context.Time.GetUtcNow();
        var problem = StatusReader.DescribeAge(state, settings.Options.Mqtt.PublishInterval, now);
        if (problem is not null)
            Terminal.WriteError(problem);
        if (asJson)
            Console.WriteLine(state.GetRawText());
        else
            Print(state, now, problem is null);
        if (!asJson && StatusReader.Find(runtime, settings.Options.Hosting.DataDirectory, "cameras.json") is { } cameras)
            PrintFailing(cameras, settings, context.Time.LocalTimeZone);
        var rating = RatingNames.FromWord(state.GetProperty("rating").GetString());
        return ExitCodes.For(problem is not null && rating < Rating.Warning ? Rating.Warning : rating);
    }

    private static void Print(JsonElement state, DateTimeOffset now, bool isRunning)
    {
        foreach (var line in StatusScreen.Render(state, now, isRunning ? ReadResidentMb(state) : null, Terminal.HasColors))
            Console.WriteLine(line);
    }

    private static void PrintFailing(JsonElement cameras, LoadedSettings settings, TimeZoneInfo zone)
    {
        foreach (var line in FailingCameras.Render(cameras, settings.Options.Cameras.Sources, zone))
            Console.WriteLine(line);
    }

    private static double? ReadResidentMb(JsonElement state)
    {
        var lines = FileAttempt.ReadText($"/proc/{state.GetProperty("pid")}/status").Split('\n');
        return Array.Find(lines, l => l.StartsWith("VmRSS:", StringComparison.Ordinal)) is { } line
            && line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, var kibibytes, ..]
            ? double.Parse(kibibytes, CultureInfo.InvariantCulture) * 1024 / 1e6 : null;
    }
}
