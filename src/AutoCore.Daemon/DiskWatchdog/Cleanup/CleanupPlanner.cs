using AutoCore.Core.DiskWatchdog;
using AutoCore.Daemon.Storage;
using AutoCore.Policies.DiskWatchdog;
using AutoCore.Policies.Storage;

namespace AutoCore.Daemon.DiskWatchdog.Cleanup;

/// <summary>A step with what it would remove.</summary>
internal sealed record PlannedStep(ICleanupStep Step, CleanupPlan Plan);

/// <summary>
/// What <c>autocore cleanup</c> would remove. Usage is reckoned from step to step by what each would free, so that a dry run and a run come to
/// the same list.
/// </summary>
internal sealed class CleanupPlanner(DiskWatchdogOptions options, IEnumerable<ICleanupStep> steps, TimeProvider time)
{
    /// <summary>Plans all steps on all watched file systems; on others only the steps that have no threshold.</summary>
    /// <param name="days">Days to keep pictures instead of the configured ones, or null.</param>
    /// <param name="archive">Whether pictures are archived first.</param>
    public async Task<IReadOnlyList<PlannedStep>> PlanAsync(int? days, bool archive, CancellationToken cancellationToken)
    {
        var targets = CleanupTarget.FindAll(options.Mounts);
        var usages = targets.ToDictionary(t => t, t => t.ReadUsage());
        var planned = new List<PlannedStep>();
        foreach (var step in CleanupSteps.InOrder(options.Cleanup, steps))
        {
            var threshold = CleanupPolicy.ThresholdByHand(step.Name, options.Levels);
            var request = new CleanupRequest(CleanupReason.ByHand, time.GetUtcNow()) { Days = days, Archive = archive };
            foreach (var target in targets.Where(t => CleanupPolicy.RunsByHand(step.Name, usages[t], options.Levels)))
            {
                var plan =
                    await CleanupRunner.PlanAsync(step, request with { Holds = target.Holds, Need = NeedOf(usages[target], threshold) }, cancellationToken);
                usages[target] = usages[target].Less(plan.Bytes, plan.Files);
                Add(plan);
            }
            if (threshold is null)
                Add(await CleanupRunner.PlanAsync(step, request with { Holds = path => !targets.Any(t => t.Holds(path)) }, cancellationToken));

            // What lies on one file system is no skipped work of another.
            void Add(CleanupPlan plan)
            {
                if (!plan.IsElsewhere)
                    planned.Add(new(step, plan));
            }
        }
        return planned;
    }

    /// <summary>Everything that the steps could remove on the file system of a folder, however full it is.</summary>
    public async Task<IReadOnlyList<PlannedStep>> PlanEverythingAsync(string folder, CancellationToken cancellationToken)
    {
        var planned = new List<PlannedStep>();
        if (CleanupTarget.Find(folder) is { } target)
        {
            var request = new CleanupRequest(CleanupReason.ByHand, time.GetUtcNow()) { Holds = target.Holds };
            foreach (var step in CleanupSteps.InOrder(options.Cleanup, steps))
                planned.Add(new(step, await CleanupRunner.PlanAsync(step, request, cancellationToken)));
        }
        return planned;
    }

    private static CleanupNeed? NeedOf(FileSystemUsage usage, int? threshold) =>
        threshold is { } percent ? new(usage.BytesAbove(percent), usage.FilesAbove(percent)) : null;
}
