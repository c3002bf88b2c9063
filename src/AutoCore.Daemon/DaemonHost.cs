using System.Collections;
using AutoCore.Core;
using AutoCore.Core.Hosting;
using AutoCore.Core.Logging;
using AutoCore.Core.Storage;
using AutoCore.Daemon.Hosting;

namespace AutoCore.Daemon;

/// <summary>Builds the host and runs it to its end.</summary>
internal static class DaemonHost
{
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(4);

    /// <summary>The host with every feature, not started.</summary>
    public static IHost Build(LoadedSettings settings, IDictionary environment, TimeProvider time, bool verbose)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = "autocore", DisableDefaults = true });
        builder.Logging.AddDaemonLogging(settings.Options.Logging, environment, verbose);
        builder.Services.AddSingleton(settings.Origin).AddHosting(settings.Options.Hosting, environment, time).AddFeatures(settings.Options);
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = StopWithin);
        builder.Services.Configure<ConsoleLifetimeOptions>(o => o.SuppressStatusMessages = true);
        return builder.Build();
    }

    /// <summary>Runs until a signal ends it; the exit code says why it ended.</summary>
    /// <exception cref="StartFailure">Something that readiness needs is missing.</exception>
    public static async Task<int> RunAsync(LoadedSettings settings, IDictionary environment, TimeProvider time, bool verbose)
    {
        using var host = Build(KeepIdentity(settings), environment, time, verbose);
        // The host ends with exit code 0 even when a service threw: only this code makes Restart=on-failure work.
        var faulted = host.Services.GetServices<IHostedService>().OfType<BackgroundService>().ToList();
        await host.RunAsync();
        return faulted.Exists(s => s.ExecuteTask is { IsFaulted: true }) ? ExitCodes.Failed : ExitCodes.Good;
    }

    /// <summary>Before anything is known by it. Where it cannot be kept, the start says why, and this run has the machine's.</summary>
    private static LoadedSettings KeepIdentity(LoadedSettings settings)
    {
        var (options, hosting) = (settings.Options, settings.Options.Hosting);
        // A card that takes nothing is the start's affair.
        return FileAttempt.OrElse(settings,
            () => settings with { Options = options with { Hosting = hosting with { Kept = IdentityFile.Keep(hosting.DataDirectory) } } });
    }
}
