using System.CommandLine;
using AutoCore.Daemon.Configuration;
using AutoCore.Daemon.Health;
using AutoCore.Daemon.Hosting;
using AutoCore.Policies.Health;

namespace AutoCore.Daemon.Commands;

/// <summary><c>autocore status</c>: the state that the daemon keeps, on one screen; the exit code is the worst rating.</summary>
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
        {
            Console.Error.WriteLine("no state of this configuration's daemon was found: start it with systemctl start autocore-daemon");
            return ExitCodes.Failed;
        }
        if (StatusReader.DescribeAge(state, settings.Options.Mqtt.PublishInterval, context.Time.GetUtcNow()) is { } problem)
            Console.Error.WriteLine(problem);
        if (asJson)
            Console.WriteLine(state.GetRawText());
        else
            StatusScreen.Print(state);
        return RatingNames.FromWord(state.GetProperty("rating").GetString()) switch
        {
            Rating.Critical => ExitCodes.Failed,
            Rating.Warning => ExitCodes.Partly,
            _ => ExitCodes.Good,
        };
    }
}
