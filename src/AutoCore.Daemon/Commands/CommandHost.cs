using AutoCore.Daemon.Clock;
using AutoCore.Daemon.Configuration;
using AutoCore.Daemon.Health;
using AutoCore.Daemon.Hosting;
using AutoCore.Daemon.Storage;
using AutoCore.Policies.Clock;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AutoCore.Daemon.Commands;

/// <summary>The daemon's parts for a command that does some of its work beside it: nothing is started, and only warnings are logged.</summary>
internal static class CommandHost
{
    /// <summary>Builds the parts as root, with the full log: for the clean-up unit.</summary>
    public static IHost BuildAsRoot(LoadedSettings settings, CommandContext context, bool verbose)
    {
        var host = DaemonHost.Build(settings, context.Environment, context.Time, verbose);
        OfferClock(host, settings, context);
        return host;
    }

    /// <summary>Builds the parts. Run by root, this process becomes the owner of the data directory first.</summary>
    /// <param name="settings">Good settings.</param>
    /// <param name="context">Environment and clock.</param>
    /// <param name="verbose">Whether stack traces are logged.</param>
    public static IHost Build(LoadedSettings settings, CommandContext context, bool verbose)
    {
        FileOwner.Of(settings.Options.Hosting.DataDirectory)?.Become();
        return BuildQuietly(settings, context, verbose);
    }

    /// <summary>The same for a command that writes nothing: it stays who it is.</summary>
    public static IHost BuildQuietly(LoadedSettings settings, CommandContext context, bool verbose)
    {
        var quiet = new LoggingOptions(new Dictionary<string, LogLevel>(StringComparer.Ordinal) { ["Default"] = LogLevel.Warning }, File: null);
        var host = DaemonHost.Build(settings with { Options = settings.Options with { Logging = quiet } }, context.Environment, context.Time, verbose);
        OfferClock(host, settings, context);
        return host;
    }

    private static void OfferClock(IHost host, LoadedSettings settings, CommandContext context)
    {
        var judge = host.Services.GetRequiredService<ClockJudge>();
        var daemonDoubts = DaemonDoubts(settings, context);
        host.Services.GetRequiredService<HealthBoard>().OfferFact(() => daemonDoubts ?? judge.Judge());
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
        return state.TryGetProperty("clock", out var clock) && clock.TryGetProperty("believed", out var believed) && believed.TryGetInt32(out var flag) && flag == 0
            ? ClockVerdict.Doubted(clock.TryGetProperty("reason", out var reason) ? reason.GetString() ?? "" : "the daemon doubts it")
            : null;
    }
}
