using System.CommandLine;
using AutoCore.Core.Commands;
using AutoCore.Core.Hosting;
using AutoCore.Daemon.Cameras.Unusual;
using AutoCore.Policies.Configuration;

namespace AutoCore.Daemon.Commands;

/// <summary><c>autocore cameras accept SITE/NAME…</c>: what is unusual about a camera is usual from now on. It works beside the running daemon.</summary>
internal static class AcceptCommand
{
    public static Command Create(CommandContext context)
    {
        var cameras = new ValuesArgument("SITE/NAME") { Description = "The cameras, as events and topics name them" };
        var command = new Command("accept", "Take what is unusual about a camera as usual from now on.") { cameras };
        command.SetAction(line => Run(context, line, line.GetValue(cameras)!));
        return command;
    }

    private static int Run(CommandContext context, ParseResult line, string[] wanted)
    {
        var settings = context.LoadGood(line);
        var labels = settings.Options.Cameras.Sources.Select(s => s.Label).ToList();
        if (wanted.FirstOrDefault(w => !labels.Contains(w, StringComparer.OrdinalIgnoreCase)) is { } unknown)
        {
            var meant = NearestName.Find(unknown, labels);
            Terminal.WriteError($"{unknown}: no such camera{(meant is null ? "; give its site and name as SITE/NAME" : $"; did you mean {meant}?")}");
            return ExitCodes.Usage;
        }
        using var host = CommandHost.BuildAsOwner(settings, context, line.GetValue(context.Verbose));
        var store = host.Services.GetRequiredService<UnusualStore>();
        foreach (var label in wanted.Select(w => labels.First(l => l.Equals(w, StringComparison.OrdinalIgnoreCase))))
            Console.WriteLine(store.Accept(label) ? $"{label}: accepted, it looks as usual from the next picture on" : $"{label}: nothing unusual to accept");
        return ExitCodes.Good;
    }
}
