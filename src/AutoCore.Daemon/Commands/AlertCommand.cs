using System.CommandLine;
using AutoCore.Core;
using AutoCore.Core.Commands;
using AutoCore.Core.Configuration;
using AutoCore.Core.Hosting;
using AutoCore.Daemon.Alerts;
using AutoCore.Policies.Alerts;

namespace AutoCore.Daemon.Commands;

/// <summary><c>autocore alert test</c>: one test alert through every configured channel, as the user that the daemon runs as.</summary>
internal static class AlertCommand
{
    public static Command Create(CommandContext context)
    {
        var test = new Command("test", "Send one test alert through every configured channel, and say what came of it.");
        test.SetAction((line, token) => TestAsync(context.LoadGood(line), context, line.GetValue(context.Verbose), token));
        return new Command("alert", "Look after the ways by which people are told.") { test };
    }

    private static async Task<int> TestAsync(LoadedSettings settings, CommandContext context, bool verbose, CancellationToken cancellationToken)
    {
        if (settings.Options.Alerts.Channels.Count == 0)
            return Terminal.Fail($"no channel is configured: add one to Alerts:Channels, see {Documentation.PathOf("alerts.md")}");
        using var host = CommandHost.BuildAsOwner(settings, context, verbose);
        var results = await host.Services.GetRequiredService<AlertTest>().RunAsync(cancellationToken);
        foreach (var result in results)
        {
            var isGood = result.Delivery.Verdict == DeliveryVerdict.Delivered;
            (isGood ? Console.Out : Console.Error)
                .WriteLine($"{result.Channel.Name}: {(isGood ? "delivered" : "failed")} ({result.Delivery.Reason}, {result.Took.TotalMilliseconds:0} ms)");
        }
        var good = results.Count(r => r.Delivery.Verdict == DeliveryVerdict.Delivered);
        return good == results.Length ? ExitCodes.Good : good == 0 ? ExitCodes.Failed : ExitCodes.Partly;
    }
}
