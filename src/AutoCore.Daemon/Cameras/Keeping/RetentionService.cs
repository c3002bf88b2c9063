using AutoCore.Core.Cameras;
using AutoCore.Daemon.Hosting;
using AutoCore.Daemon.Storage;

namespace AutoCore.Daemon.Cameras.Keeping;

/// <summary>The pictures' retention: once a local day, and at each start, on every profile. While the clock is in doubt it waits.</summary>
internal sealed class RetentionService(PictureKeeper keeper, AuditLog audit, WorkerContext context)
    : PeriodicWorker("images", TimeSpan.FromHours(1), context)
{
    private const string By = "image-retention";
    private DateOnly? _doneFor;

    protected override Task RunOnceAsync(CancellationToken stoppingToken)
    {
        // An empty folder in place of the disk would count as a day that is done.
        if (keeper.FindProblem() is not null || keeper.DoubtOfClock() is not null || keeper.RuleOfToday() is var rule && rule.KeepFrom == _doneFor)
            return Task.CompletedTask;
        var removal = keeper.Removal(CleanupReason.Retention, archiveAnyway: false, Beat);
        var (pictures, bytes) = (0, 0L);
        try
        {
            foreach (var day in keeper.Surplus(rule))
                removal.Remove(day, Note, stoppingToken);
        }
        finally
        {
            audit.Flush();
        }
        keeper.Marks.Write(rule.MarksAfter());
        _doneFor = rule.KeepFrom;
        if (pictures > 0)
            Board.Raise(PicturesEvents.Removed, new("removed", pictures), new("freed_bytes", bytes));
        return Task.CompletedTask;

        void Note(CleanupItem item)
        {
            Beat();
            audit.Add("delete", By, item);
            (pictures, bytes) = (pictures + 1, bytes + item.Bytes);
        }
    }
}
