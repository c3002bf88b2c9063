using AutoCore.Daemon.Hosting;
using AutoCore.Policies.Configuration;
using AutoCore.Policies.Mqtt;

namespace AutoCore.Daemon.DiskWatchdog.Cleanup;

/// <summary>What <c>autocore cleanup</c> would remove, in numbers.</summary>
internal sealed class CleanupDryRunRequest(CleanupPlanner planner) : IRequestHandler
{
    public string Verb => "cleanup-dry-run";

    public async Task<RequestOutcome> RunAsync(RequestArguments request, CancellationToken cancellationToken)
    {
        var planned = await planner.PlanAsync(days: null, archive: false, cancellationToken);
        var (items, bytes) = (planned.Sum(p => p.Plan.Totals.Items), planned.Sum(p => p.Plan.Bytes));
        return new(true, $"{items} would go, {ByteSize.Format(bytes)} would be freed", new("items", items), new("bytes", bytes));
    }
}
