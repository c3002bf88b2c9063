using System.Data.Common;
using AutoCore.Core.Health;
using AutoCore.Core.Logging;
using AutoCore.Core.Storage;

namespace AutoCore.Daemon.Storage;

/// <summary>What one step did.</summary>
/// <param name="Step">Its name.</param>
/// <param name="Removed">How many things went.</param>
/// <param name="Bytes">What they took on the card, in bytes.</param>
/// <param name="Problem">Why nothing was done, or not all; null if all is well.</param>
internal readonly record struct CleanupResult(string Step, int Removed, long Bytes, string? Problem);

/// <summary>Plans and runs single steps: what one throws is its own problem, and everything that goes leaves an audit line.</summary>
internal sealed class CleanupRunner(HealthBoard board, AuditLog audit, ILogger<CleanupRunner> log)
{
    /// <summary>What a step would remove, and how much it is; a step that fails to tell removes nothing.</summary>
    public static Task<CleanupPlan> PlanAsync(ICleanupStep step, CleanupRequest request, CancellationToken cancellationToken) =>
        PlanAsync(step, request, static plan => plan.Totals, cancellationToken);

    private static async Task<CleanupPlan> PlanAsync<T>(ICleanupStep step, CleanupRequest request, Func<CleanupPlan, T> look,
        CancellationToken cancellationToken)
    {
        try
        {
            var plan = await step.PlanAsync(request, cancellationToken);
            // What is found only when it is asked for may fail only then.
            look(plan);
            return plan;
        }
        catch (Exception e) when (IsExpected(e))
        {
            return CleanupPlan.Skip(e.Message);
        }
    }

    /// <summary>Plans a step and runs it, unless there is nothing to do.</summary>
    public async Task<CleanupResult> RunAsync(ICleanupStep step, CleanupRequest request, Action<CleanupItem> removed, CancellationToken cancellationToken)
    {
        var plan = await PlanAsync(step, request, static plan => plan.IsEmpty, cancellationToken);
        if (!plan.IsEmpty)
            return await RunAsync(step, plan, removed, cancellationToken);
        var because = plan.SkippedBecause ?? plan.Note ?? "there is nothing that it could remove here";
        log.Write(StorageEvents.CleanupSkipped, new("step", step.Name), new("reason", because));
        return new(step.Name, 0, 0, because);
    }

    /// <summary>Removes what was planned, says so, and audits each thing that went.</summary>
    /// <param name="removed">Told of each thing that went.</param>
    /// <param name="cancellationToken">Ends it between two things.</param>
    public async Task<CleanupResult> RunAsync(ICleanupStep step, CleanupPlan plan, Action<CleanupItem> removed, CancellationToken cancellationToken)
    {
        var count = 0;
        var bytes = 0L;
        string? problem = null;
        try
        {
            await step.RunAsync(plan, Note, cancellationToken);
        }
        catch (Exception e) when (IsExpected(e))
        {
            problem = e.Message;
        }
        finally
        {
            audit.Flush();
        }
        var result = new CleanupResult(step.Name, count, bytes, problem);
        Tell(result);
        return result;

        void Note(CleanupItem item)
        {
            count++;
            bytes += item.Bytes;
            audit.Add("delete", step.Name, item);
            removed(item);
        }
    }

    private void Tell(CleanupResult result)
    {
        if (result.Problem is { } problem)
            log.Write(StorageEvents.CleanupFailed, new("step", result.Step), new("reason", problem));
        board.Raise(StorageEvents.CleanupStep,
            new("step", result.Step), new("freed_bytes", result.Bytes), new("removed", result.Removed), new("problem", result.Problem));
    }

    private static bool IsExpected(Exception e) => e is IOException or UnauthorizedAccessException or DbException or InvalidOperationException;
}
