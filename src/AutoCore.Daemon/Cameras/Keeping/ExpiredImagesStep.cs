using AutoCore.Daemon.Storage;

namespace AutoCore.Daemon.Cameras.Keeping;

/// <summary>Clean-up step: pictures past their days, and what thinning lets go.</summary>
internal sealed class ExpiredImagesStep(PictureKeeper keeper) : ICleanupStep
{
    public string Name => "expired-images";

    public Task<CleanupPlan> PlanAsync(CleanupRequest request, CancellationToken cancellationToken) => Task.FromResult(Plan(request, cancellationToken));

    public Task RunAsync(CleanupPlan plan, Action<CleanupItem> removed, CancellationToken cancellationToken)
    {
        (plan as PicturePlan)?.Run(keeper, removed, cancellationToken);
        return Task.CompletedTask;
    }

    private CleanupPlan Plan(CleanupRequest request, CancellationToken cancellationToken)
    {
        if (!request.Holds(keeper.Tree.Root))
            return CleanupPlan.Skip("the pictures lie on another file system");
        if (keeper.DoubtOfClock() is { } doubt)
            return CleanupPlan.Skip(doubt);
        var rule = keeper.RuleOfToday(request.Days);
        var links = new LinkCount();
        var items = new List<CleanupItem>();
        foreach (var picture in keeper.Surplus(rule).SelectMany(day => day.Pictures))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (links.Next(keeper.Tree[picture.Path]) is { } item)
                items.Add(item);
        }
        return new PicturePlan(items, keeper.Removal(request.Reason, request.Archive), rule.MarksAfter());
    }
}
