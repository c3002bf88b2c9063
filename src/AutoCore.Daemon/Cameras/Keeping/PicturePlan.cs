using AutoCore.Daemon.Storage;
using AutoCore.Policies.Cameras;

namespace AutoCore.Daemon.Cameras.Keeping;

/// <summary>Pictures that would go, and how they go.</summary>
/// <param name="Items">One a picture, oldest first.</param>
/// <param name="Removal">How they go.</param>
/// <param name="MarksAfter">What to remember of thinning once all have gone; null: nothing.</param>
internal sealed record PicturePlan(IReadOnlyList<CleanupItem> Items, PictureRemoval Removal, ThinningMarks? MarksAfter = null) : CleanupPlan(Items)
{
    /// <summary>Removes exactly what was planned, a day at a time.</summary>
    public void Run(PictureKeeper keeper, Action<CleanupItem> removed, CancellationToken cancellationToken)
    {
        var pictures = Items.Select(item => PictureNames.TryParse(Path.GetRelativePath(keeper.Tree.Root, item.What), out var picture) ? picture : throw new InvalidOperationException($"{item.What} was planned but is no picture"));
        foreach (var day in pictures.GroupBy(p => DateOnly.FromDateTime(p.Taken!.Value)))
            Removal.Remove(new(day.Key, [.. day]), removed, cancellationToken);
        if (MarksAfter is { } marks)
            keeper.Marks.Write(marks);
    }
}
