using AutoCore.Daemon.Storage;

namespace AutoCore.Daemon.Cameras.Keeping;

/// <summary>A clean-up step that lets pictures go: what its plan names, while it is on the file system that is to be relieved.</summary>
/// <param name="keeper">The pictures and their rules.</param>
/// <param name="name">The step's name.</param>
internal abstract class ImagesStep(PictureKeeper keeper, string name) : ICleanupStep
{
    public string Name => name;

    protected PictureKeeper Keeper => keeper;

    public Task<CleanupPlan> PlanAsync(CleanupRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(request.Holds(keeper.Tree.Root) ? Plan(request, cancellationToken) : CleanupPlan.Elsewhere("the pictures lie on another file system"));

    public Task RunAsync(CleanupPlan plan, Action<CleanupItem> removed, CancellationToken cancellationToken)
    {
        (plan as PicturePlan)?.Run(keeper, removed, cancellationToken);
        return Task.CompletedTask;
    }

    /// <summary>Which pictures go.</summary>
    protected abstract CleanupPlan Plan(CleanupRequest request, CancellationToken cancellationToken);
}
