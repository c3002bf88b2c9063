using System.Collections;
using System.CommandLine;
using AutoCore.Core.Commands;
using AutoCore.Core.Hosting;
using AutoCore.Policies.Hosting;

namespace AutoCore.Web;

/// <summary><c>autocore-web [--config FILE]</c>: the same options and exit codes as <c>autocore</c>.</summary>
internal static class WebProgram
{
    /// <summary>Serves until a signal or idleness ends it.</summary>
    public static async Task<int> RunAsync(string[] args, IDictionary environment, TimeProvider time)
    {
        var context = new CommandContext(environment, time);
        var root = new RootCommand("Shows pictures, health and events of AutoCore in a browser, and the same as REST. Reads only.");
        root.Options.Add(context.Config);
        root.Options.Add(context.Verbose);
        root.SetAction((line, stopping) => ServeAsync(context, line, stopping));
        var parsed = root.Parse(args);
        foreach (var error in parsed.Errors)
            await Console.Error.WriteLineAsync($"{error.Message} See: autocore-web --help");
        return parsed.Errors.Count > 0 ? ExitCodes.Usage : await InvokeAsync(parsed, parsed.GetValue(context.Verbose));
    }

    private static async Task<int> ServeAsync(CommandContext context, ParseResult line, CancellationToken stoppingToken)
    {
        await using var app = WebHost.Build(context.LoadGood(line, asked: DataAccess.Read), context.Environment, context.Time, line.GetValue(context.Verbose));
        await app.StartAsync(stoppingToken);
        WebHost.TellAddresses(app);
        await app.WaitForShutdownAsync(stoppingToken);
        return ExitCodes.Good;
    }

#pragma warning disable CA1031 // The edge of the program: what nobody foresaw is still told in one line, and with its trace when asked.
    private static async Task<int> InvokeAsync(ParseResult line, bool verbose)
    {
        try
        {
            // The host has signal handlers of its own.
            return await line.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (WrongSettings)
        {
            return ExitCodes.Configuration;
        }
        catch (Exception e)
        {
            await Console.Error.WriteLineAsync(verbose ? e.ToString() : e.Message);
            return e is StartFailure failure ? failure.ExitCode : ExitCodes.Failed;
        }
    }
#pragma warning restore CA1031
}
