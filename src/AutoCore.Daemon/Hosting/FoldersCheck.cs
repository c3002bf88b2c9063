using AutoCore.Core.Cameras;
using AutoCore.Core.Health;
using AutoCore.Core.Hosting;
using AutoCore.Core.Storage;
using AutoCore.Policies.Hosting;
using AutoCore.Policies.Storage;

namespace AutoCore.Daemon.Hosting;

/// <summary>Looks for what the daemon cannot write in its own folders, such as a day's folder that a command of root's left. Root sees more of them.</summary>
internal sealed class FoldersCheck(HostingOptions hosting, CamerasOptions cameras) : DoctorCheck
{
    /// <summary>A larger tree is looked at in part: a look takes seconds, on a card, too.</summary>
    private const int MostEntries = 50_000;

    private const int MostTold = 5;

    public override string Subject => "data directory";

    public override bool NeedsRoot => true;

    protected override IEnumerable<Finding> Look(CancellationToken cancellationToken)
    {
        if (FileOwner.Of(hosting.DataDirectory) is not { } owner)
            return [];
        var user = SystemUser.Find(owner.User);
        var left = MostEntries;
        var foreign = new[] { hosting.DataDirectory, cameras.Root }.Distinct(StringComparer.Ordinal)
            .SelectMany(folder => Find(folder, owner.User, user?.Group ?? owner.Group, () => --left > 0 && !cancellationToken.IsCancellationRequested))
            .Distinct(StringComparer.Ordinal).ToList();
        var name = user is null ? $"{owner.User}" : user.Name;
        return
        [
            .. foreign.Take(MostTold)
            .Select(path => Finding.Critical(Subject, $"{path} cannot be written by the daemon's user {name}", $"chown -R {name}: {ShellWord.Of(path)}")),
            .. foreign.Count > MostTold
            ? new[] { Finding.Critical(Subject, $"{foreign.Count - MostTold} more below {hosting.DataDirectory} cannot be written by {name}",
                $"chown -R {name}: {ShellWord.Of(hosting.DataDirectory)}") } : [],
            .. left <= 0 ? new[] { Finding.Ok(Subject, $"of its files and folders the first {MostEntries} were looked at") } : [],
        ];
    }

    /// <summary>The topmost names that the user may not write: folders everywhere, files where the daemon goes on writing what is there.</summary>
    private IEnumerable<string> Find(string root, uint user, uint group, Func<bool> mayGoOn)
    {
        var todo = new Stack<string>([root]);
        while (todo.TryPop(out var folder))
        {
            foreach (var (path, facts) in Below(folder))
            {
                if (!mayGoOn())
                    yield break;
                if (!facts.IsFolder && (!facts.IsRegular || IsKept(folder)))
                    continue;
                if (!WriteAccess.Has(user, group, facts.User, facts.Group, facts.Mode))
                    yield return path;
                else if (facts.IsFolder)
                    todo.Push(path);
            }
        }
    }

    /// <summary>What is kept there is never written again, only read and removed.</summary>
    private bool IsKept(string folder) =>
        MountTable.LiesUnder(folder, cameras.Root) || MountTable.LiesUnder(folder, cameras.ArchiveRoot ?? cameras.DefaultArchiveRoot);

    private static IEnumerable<(string Path, FileFacts Facts)> Below(string folder) =>
        FileAttempt.OrElse<IEnumerable<string>>([], () => Directory.EnumerateFileSystemEntries(
            folder, "*", new EnumerationOptions { AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true }))
        .Select(path => FileAttempt.OrElse(null, () => FileFacts.Read(path)) is { } facts ? (path, facts) : ((string, FileFacts)?)null)
        .OfType<(string, FileFacts)>();
}
