using AutoCore.Core.Storage;
using AutoCore.Core.Storage.SafePath;

namespace AutoCore.Daemon.Storage;

/// <summary>
/// The way to what only root can clean: a request file in the runtime folder, on which <c>autocore-cleanup.path</c> starts the one-shot
/// <c>autocore-cleanup.service</c>. Only the request's name says anything; the answer lists what went.
/// </summary>
internal sealed class RootCleanup(TimeProvider time)
{
    /// <summary>Where the path unit waits for requests: the daemon's runtime folder under systemd.</summary>
    public const string RequestFolder = "/run/autocore";

    /// <summary>Where the one-shot leaves its answers.</summary>
    public const string AnswerFolder = "/run/autocore-cleanup";

    /// <summary>The request that asks for the emergency steps.</summary>
    public const string Emergency = "emergency";

    private const string Retention = "retention";
    private const string PathUnit = "autocore-cleanup.path";
    private static readonly string[] UnitFolders =
        ["/etc/systemd/system", "/run/systemd/system", "/usr/local/lib/systemd/system", "/usr/lib/systemd/system", "/lib/systemd/system"];
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>The names that a request can have.</summary>
    public static IReadOnlyList<string> Names { get; } = [Emergency, Retention];

    /// <summary>Whether this machine has the one-shot.</summary>
    public static bool IsInstalled => UnitFolders.Any(folder => File.Exists(Path.Combine(folder, PathUnit)));

    /// <summary>The file whose existence is a request.</summary>
    public static string RequestFile(string folder, string name) => Path.Combine(folder, $"cleanup-{name}");

    /// <summary>Asks for a clean-up and waits for its end; gives what went, read while it is enumerated.</summary>
    /// <exception cref="IOException">Nobody answers.</exception>
    public async Task<IEnumerable<CleanupItem>> RequestAsync(CleanupReason reason, CancellationToken cancellationToken)
    {
        var name = reason == CleanupReason.Retention ? Retention : Emergency;
        var request = RequestFile(RequestFolder, name);
        var answer = CleanupAnswer.FileIn(AnswerFolder, name);
        var before = File.GetLastWriteTimeUtc(answer);
        File.WriteAllBytes(request, []);
        var started = time.GetTimestamp();
        while (File.GetLastWriteTimeUtc(answer) == before)
        {
            if (time.GetElapsedTime(started) > Patience)
            {
                File.Delete(request);
                throw new IOException($"{PathUnit} does not answer: systemctl status {PathUnit} autocore-cleanup.service");
            }
            await Task.Delay(Pause, time, cancellationToken);
        }
        return CleanupAnswer.Read(answer);
    }

    /// <summary>Takes a request away, whatever stands there under its name; false if there was none.</summary>
    public static bool Take(string requestFolder, string name)
    {
        using var folder = SafeFolder.TryOpen(requestFolder);
        var request = new FileName(Path.GetFileName(RequestFile(requestFolder, name)));
        if (folder?.Look(request) is null)
            return false;
        folder.RemoveTree(request);
        return true;
    }
}

/// <summary>A step that only root can run: this process plans it, and asks the one-shot to do it. One request does all such steps.</summary>
internal sealed class RootStep(ICleanupStep step, RootCleanup root) : ICleanupStep
{
    public string Name => step.Name;

    public async Task<CleanupPlan> PlanAsync(CleanupRequest request, CancellationToken cancellationToken)
    {
        var plan = await step.PlanAsync(request, cancellationToken);
        return new RootPlan(plan, request.Reason);
    }

    public async Task RunAsync(CleanupPlan plan, Action<CleanupItem> removed, CancellationToken cancellationToken)
    {
        var asked = (RootPlan)plan;
        // Without the one-shot, as on a developer's machine, what this user may delete still goes.
        if (ProcessRights.IsRoot || !RootCleanup.IsInstalled)
        {
            await step.RunAsync(asked.Inner, removed, cancellationToken);
            return;
        }
        foreach (var item in await root.RequestAsync(asked.Reason, cancellationToken))
            removed(item);
    }

    private sealed record RootPlan(CleanupPlan Inner, CleanupReason Reason) : CleanupPlan(Inner.Items, Inner.SkippedBecause)
    {
        public override string? Note => Inner.Note;
    }
}
