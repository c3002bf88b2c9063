using AutoCore.Core.Cameras;
using AutoCore.Daemon.Storage;
using AutoCore.Policies.Cameras;
using AutoCore.Policies.Cameras.Keeping;

namespace AutoCore.Daemon.Cameras.Keeping;

/// <summary>Pictures that would go, and how they go. They are found anew at each pass: in memory is one day.</summary>
/// <param name="Items">One a picture, day by day, oldest first.</param>
/// <param name="Removal">How they go.</param>
/// <param name="MarksAfter">What to remember of thinning once all have gone; null: nothing.</param>
internal sealed record PicturePlan(IEnumerable<CleanupItem> Items, PictureRemoval Removal, ThinningMarks? MarksAfter = null) : CleanupPlan(Items)
{
    /// <summary>Removes exactly what was planned, a day at a time.</summary>
    public void Run(PictureKeeper keeper, Action<CleanupItem> removed, CancellationToken cancellationToken)
    {
        var day = new List<PictureName>();
        foreach (var picture in Items.Select(item => PictureOf(keeper.Tree, item)))
        {
            if (day.Count > 0 && DayOf(day[0]) != DayOf(picture))
                Remove(day, removed, cancellationToken);
            day.Add(picture);
        }
        if (day.Count > 0)
            Remove(day, removed, cancellationToken);
        if (MarksAfter is { } marks)
            keeper.Marks.Write(marks);
    }

    private void Remove(List<PictureName> day, Action<CleanupItem> removed, CancellationToken cancellationToken)
    {
        Removal.Remove(new(DayOf(day[0]), day), removed, cancellationToken);
        day.Clear();
    }

    private static PictureName PictureOf(PictureTree tree, CleanupItem item) =>
        PictureNames.TryParse(Path.GetRelativePath(tree.Root, item.What), out var picture) ? picture
        : throw new InvalidOperationException($"{item.What} was planned but is no picture");

    private static DateOnly DayOf(PictureName picture) => DateOnly.FromDateTime(picture.Taken!.Value);
}
