using AutoCore.Core.DiskWatchdog;
using AutoCore.Daemon.Storage;

namespace AutoCore.Daemon.DiskWatchdog.Cleanup;

/// <summary>The steps as <c>DiskWatchdog:Cleanup:Steps</c> lists them.</summary>
internal static class CleanupSteps
{
    /// <summary>The registered steps in the configured order; a step that is not listed never runs.</summary>
    public static IEnumerable<ICleanupStep> InOrder(CleanupOptions options, IEnumerable<ICleanupStep> registered) =>
        options.Steps.Distinct(StringComparer.Ordinal).Select(name => registered.FirstOrDefault(s => s.Name == name)).OfType<ICleanupStep>();
}
