using AutoCore.Core;
using AutoCore.Core.Commands;
using AutoCore.Core.Health;
using AutoCore.Core.Hosting;
using AutoCore.Core.Logging;
using AutoCore.Daemon.Clock;
using AutoCore.Policies.Clock;

namespace AutoCore.Daemon.Commands;

/// <summary>The daemon's parts for a command that does some of its work beside it: nothing is started, and only warnings are logged.</summary>
internal static class CommandHost
{
    /// <summary>Builds the parts as root, with the full log: for the clean-up unit.</summary>
    public static IHost BuildAsRoot(LoadedSettings settings, CommandContext context, bool verbose) => BuildWithLog(settings, context, verbose);

    /// <summary>Builds the parts for a command that writes. Run by root, this process is the owner of the data directory from here on at the latest.</summary>
    /// <param name="settings">Good settings.</param>
    /// <param name="context">Environment and clock.</param>
    /// <param name="verbose">Whether stack traces are logged.</param>
    /// <param name="logsAll">Whether it logs as the daemon does, to the daemon's file as well.</param>
    public static IHost BuildAsOwner(LoadedSettings settings, CommandContext context, bool verbose, bool logsAll = false)
    {
        RootRights.DropToOwner(settings.Options.Hosting.DataDirectory, writes: true, context.Environment);
        return logsAll ? BuildWithLog(settings, context, verbose) : BuildReadOnly(settings, context, verbose);
    }

    /// <summary>The same for a command that writes nothing: no file is opened for writing, and it stays who it is.</summary>
    public static IHost BuildReadOnly(LoadedSettings settings, CommandContext context, bool verbose)
    {
        var quiet = new LoggingOptions(new Dictionary<string, LogLevel>(StringComparer.Ordinal) { ["Default"] = LogLevel.Warning }, File: null);
        return BuildWithLog(settings with { Options = settings.Options with { Logging = quiet } }, context, verbose);
    }

    private static IHost BuildWithLog(LoadedSettings settings, CommandContext context, bool verbose)
    {
        var host = DaemonHost.Build(settings, context.Environment, context.Time, verbose);
        OfferClock(host, settings, context);
        return host;
    }

    private static void OfferClock(IHost host, LoadedSettings settings, CommandContext context)
    {
        var evaluator = host.Services.GetRequiredService<ClockEvaluator>();
        var daemonDoubts = DaemonDoubts(settings, context);
        host.Services.GetRequiredService<HealthBoard>().OfferFact(() => daemonDoubts ?? evaluator.Evaluate());
    }

    /// <summary>The running daemon may have seen a jump of the clock that this process is too young to know of.</summary>
    private static ClockVerdict? DaemonDoubts(LoadedSettings settings, CommandContext context)
    {
        var hosting = settings.Options.Hosting;
        var runtime = new RuntimeDirectory(hosting, context.Environment);
        if (StatusReader.Find(runtime, hosting.DataDirectory) is not { } state || !StatusReader.IsRunning(state))
            return null;
        if (StatusReader.DescribeAge(state, settings.Options.Mqtt.PublishInterval, context.Time.GetUtcNow()) is not null)
            return ClockVerdict.Doubted("the running daemon wrote its state at quite another time: the clock has jumped, or the daemon hangs");
        return state.TryGetProperty("clock", out var clock) && clock.TryGetProperty("believed", out var believed) && believed.TryGetInt32(out var flag)
            && flag == 0
            ? ClockVerdict.Doubted(clock.TryGetProperty("reason", out var reason) ? reason.GetString() ?? "" : "the daemon doubts it")
            : null;
    }
}
