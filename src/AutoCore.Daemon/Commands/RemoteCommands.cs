using System.CommandLine;
using AutoCore.Core.Commands;
using AutoCore.Core.Configuration;
using AutoCore.Core.Hosting;
using AutoCore.Core.SecondPlace;
using AutoCore.Daemon.SecondPlace;
using AutoCore.Policies.Backups;
using AutoCore.Policies.Clock;
using AutoCore.Policies.Configuration;
using AutoCore.Policies.SecondPlace;

namespace AutoCore.Daemon.Commands;

/// <summary>What commands do with second places: list, copy now, fetch.</summary>
internal static class RemoteCommands
{
    /// <summary><c>autocore backup copy [NAME]</c>: what waits is copied now, at any hour.</summary>
    public static Command Copy(CommandContext context)
    {
        var name = new ValueArgument("NAME", "a name of SecondPlace:Remotes")
        {
            Arity = ArgumentArity.ZeroOrOne,
            Description = "A remote of SecondPlace:Remotes; without it, all of them"
        };
        var command = new Command("copy", "Copy to the second places now what waits for it.") { name };
        command.SetAction((line, cancellationToken) => CopyAsync(context, line, line.GetValue(name), cancellationToken));
        return command;
    }

    /// <summary>Lists what counts on the remotes: <c>autocore backup list --remote [NAME]</c>.</summary>
    public static async Task<int> ListAsync(CommandContext context, ParseResult line, string? name, CancellationToken cancellationToken)
    {
        using var host = CommandHost.BuildReadOnly(context.LoadGood(line), context, line.GetValue(context.Verbose));
        return await EachAsync(host, name, async remote =>
        {
            var there = await host.Services.GetRequiredService<RcloneClient>().ListAsync(remote, cancellationToken);
            var all = there.Complete().Select(path => (Path: path, Backup: BackupName.TryParse(RemoteListing.NameOf(path)))).ToList();
            foreach (var (path, backup) in all.Where(f => f.Backup is not null).OrderByDescending(f => f.Backup!.Value.At)
                .ThenBy(f => f.Path, StringComparer.Ordinal))
            {
                Terminal.Write(
                    $"{remote.Name}  {there.NameFor(path)}  {ByteSize.Format(there.Files[path])}  {LocalTimeText.Of(backup!.Value.At, context.Time.LocalTimeZone)}  {RemoteListing.NodeOf(path)}".TrimEnd());
            }
            foreach (var (path, _) in all.Where(f => f.Backup is null).OrderBy(f => f.Path, StringComparer.Ordinal))
                Console.WriteLine($"{remote.Name}  {there.NameFor(path)}  {ByteSize.Format(there.Files[path])}  {RemoteListing.NodeOf(path)}".TrimEnd());
            return true;
        });
    }

    /// <summary>Fetches a file of a remote to where it belongs here.</summary>
    /// <returns>Where it lies now.</returns>
    /// <exception cref="StartFailure">It was not fetched.</exception>
    public static async Task<string> FetchAsync(IHost host, string name, string file, CancellationToken cancellationToken)
    {
        var remote = Choose(host, name).Single();
        using var held = TakeLock(host);
        try
        {
            using var bar = new CopyBar();
            return await host.Services.GetRequiredService<RemoteFetcher>()
                .FetchAsync(remote, file, (done, all) => bar.Show(file, done, all), cancellationToken);
        }
        catch (RemoteFailure e)
        {
            throw new StartFailure(ExitCodes.Failed, e.Message, e);
        }
    }

    private static async Task<int> CopyAsync(CommandContext context, ParseResult line, string? name, CancellationToken cancellationToken)
    {
        using var host = CommandHost.BuildAsOwner(context.LoadGood(line), context, line.GetValue(context.Verbose));
        using var held = TakeLock(host);
        return await EachAsync(host, name, async remote =>
        {
            RemotePass pass;
            using (var bar = new CopyBar())
                pass = await host.Services.GetRequiredService<RemoteCopier>().RunAsync(remote, atAnyHour: true, bar.Show, cancellationToken);
            Console.WriteLine($"{remote.Name}: {pass.Copied} files copied and verified, {pass.Waiting} wait");
            return pass.Problem is null ? true : throw new RemoteFailure(pass.Problem);
        });
    }

    private static IDisposable TakeLock(IHost host) => host.Services.GetRequiredService<SecondPlaceLock>().TryTake()
        ?? throw new StartFailure(ExitCodes.Failed, "the daemon or another command copies from or to a second place just now: wait until it has finished");

    private static async Task<int> EachAsync(IHost host, string? name, Func<RemoteOptions, Task<bool>> work)
    {
        var remotes = Choose(host, name);
        var failed = 0;
        foreach (var remote in remotes)
        {
            try
            {
                await work(remote);
            }
            catch (RemoteFailure e)
            {
                Terminal.WriteError(e.Message);
                failed++;
            }
        }
        return failed == 0 ? ExitCodes.Good : failed == remotes.Count ? ExitCodes.Failed : ExitCodes.Partly;
    }

    private static IReadOnlyList<RemoteOptions> Choose(IHost host, string? name)
    {
        var all = host.Services.GetRequiredService<SecondPlaceOptions>().Remotes;
        if (all.Count == 0)
            throw new StartFailure(ExitCodes.Failed, $"no second place is configured: see SecondPlace:Remotes in {Documentation.PathOf("second-place.md")}");
        if (name is null)
            return all;
        return all.Where(r => r.Name == name).ToList() is { Count: 1 } one ? one
            : throw new StartFailure(ExitCodes.Failed, $"there is no remote {name}; SecondPlace:Remotes has {string.Join(", ", all.Select(r => r.Name))}");
    }
}
