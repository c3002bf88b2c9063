using AutoCore.Daemon.Storage;
using AutoCore.Policies.Cameras.Keeping;

namespace AutoCore.Daemon.Cameras.Keeping;

/// <summary>Clean-up step, the last resort: the oldest pictures of the present retention, until what is missing is free; never the last one of a camera. What
/// has expired is another step's, which has it in the same plan.</summary>
internal sealed class OldestImagesStep(PictureKeeper keeper) : ImagesStep(keeper, "oldest-images")
{
    protected override CleanupPlan Plan(CleanupRequest request, CancellationToken cancellationToken)
    {
        if (request.Need is not { IsMet: false } need)
            return CleanupPlan.Skip("nothing is missing");
        // A clock in doubt says nothing of age; the order of the names is enough for the oldest to go first.
        RetentionRule? expired = Keeper.DoubtOfClock() is null ? Keeper.RuleOfToday(request.Days) : null;
        return new PicturePlan(Items(expired, need, cancellationToken), Keeper.Removal(request.Reason, request.Archive));
    }

    private IEnumerable<CleanupItem> Items(RetentionRule? expired, CleanupNeed need, CancellationToken cancellationToken)
    {
        var links = new LinkCount();
        var kept = Keeper.Surplus(RetentionRule.Everything).Where(day => expired?.FateOf(day.Day) is null or DayFate.Keep);
        foreach (var picture in kept.SelectMany(day => day.Pictures))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (need.IsMet)
                yield break;
            if (links.Next(Keeper.Tree[picture.Path]) is not { } item)
                continue;
            yield return item;
            need = need.Less(item);
        }
    }
}
