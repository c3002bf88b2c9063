using AutoCore.Daemon.Storage;
using AutoCore.Policies.Cameras.Keeping;

namespace AutoCore.Daemon.Cameras.Keeping;

/// <summary>Clean-up step: pictures past their days, and what thinning lets go.</summary>
internal sealed class ExpiredImagesStep(PictureKeeper keeper) : ImagesStep(keeper, "expired-images")
{
    protected override CleanupPlan Plan(CleanupRequest request, CancellationToken cancellationToken)
    {
        if (Keeper.DoubtOfClock() is { } doubt)
            return CleanupPlan.Skip(doubt);
        var rule = Keeper.RuleOfToday(request.Days);
        return new PicturePlan(Items(rule, cancellationToken), Keeper.Removal(request.Reason, request.Archive), rule.MarksAfter());
    }

    private IEnumerable<CleanupItem> Items(RetentionRule rule, CancellationToken cancellationToken)
    {
        var links = new LinkCount();
        foreach (var picture in Keeper.Surplus(rule).SelectMany(day => day.Pictures))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (links.Next(Keeper.Tree[picture.Path]) is { } item)
                yield return item;
        }
    }
}
