using System.CommandLine;
using AutoCore.Core.Backups;
using AutoCore.Core.Commands;
using AutoCore.Core.Hosting;
using AutoCore.Daemon.Backups;
using AutoCore.Daemon.Storage;
using AutoCore.Policies.Backups;
using AutoCore.Policies.Clock;
using AutoCore.Policies.Configuration;

namespace AutoCore.Daemon.Commands;

/// <summary><c>autocore backup</c>: a verified backup of every source now; <c>list</c> and <c>verify</c> look at those that are there.</summary>
internal static class BackupCommand
{
    public static Command Create(CommandContext context)
    {
        var command = new Command(
            "backup", "Make a verified backup of the database and of every source now.") { List(context), Verify(context), RemoteCommands.Copy(context) };
        command.SetAction((line, cancellationToken) => MakeAsync(context, line, cancellationToken));
        return command;
    }

    private static Command List(CommandContext context)
    {
        var remote =
            new ValueOption<string?>("--remote", "a name of SecondPlace:Remotes", ValueRule.Text())
            {
                Arity = ArgumentArity.ZeroOrOne,
                HelpName = "NAME",
                Description = "Those at a second place; without a name, at all of them"
            };
        var command = new Command("list", "List the verified backups, newest first.") { remote };
        command.SetAction((line, cancellationToken) => line.GetResult(remote) is null
            ? Task.FromResult(List(new BackupFolder(context.LoadGood(line).Options.Backups.Root), context.Time.LocalTimeZone))
            : RemoteCommands.ListAsync(context, line, line.GetValue(remote), cancellationToken));
        return command;
    }

    private static Command Verify(CommandContext context)
    {
        var file = new ValueArgument("FILE", ValueRule.Path) { Arity = ArgumentArity.ZeroOrOne, Description = "A backup; without it, all of them" };
        var command = new Command("verify", "Expand backups and check them: checksum, every page, every index.") { file };
        command.SetAction((line, cancellationToken) => VerifyAsync(context, line, line.GetValue(file), cancellationToken));
        return command;
    }

    private static async Task<int> MakeAsync(CommandContext context, ParseResult line, CancellationToken cancellationToken)
    {
        using var host = CommandHost.BuildAsOwner(context.LoadGood(line), context, line.GetValue(context.Verbose));
        IReadOnlyList<SourceOutcome> outcomes;
        try
        {
            using var bar = new CopyBar();
            outcomes = await host.Services.GetRequiredService<BackupJob>()
                .RunAsync((source, p) => bar.Show(source, p.PagesDone, p.PagesInAll), cancellationToken);
        }
        catch (BackupFailure e)
        {
            throw new StartFailure(ExitCodes.Failed, e.Message, e);
        }
        foreach (var outcome in outcomes)
        {
            if (outcome.Made is { } made)
                Console.WriteLine($"{made.Name.File}: {(made.IsWhole ? "verified" : "partial")}, {made.Describe()}");
            if (outcome.Problem is { } problem)
                Terminal.WriteError(problem);
        }
        return outcomes.All(o => o is { Problem: null, Made.IsWhole: true }) ? ExitCodes.Good : outcomes.All(o => o.Made is null) ? ExitCodes.Failed
            : ExitCodes.Partly;
    }

    private static int List(BackupFolder folder, TimeZoneInfo zone)
    {
        var undos = new BackupFolder(folder.PathOf(BackupFolder.PreRestore));
        foreach (var (prefix, of) in new[] { ("", folder), ($"{BackupFolder.PreRestore}/", undos) })
        {
            foreach (var backup in of.Verified())
            {
                Terminal.Write(
                    $"{prefix}{backup.File}  {ByteSize.Format(new FileInfo(of.PathOf(backup.File)).Length)}  {LocalTimeText.Of(backup.At, zone)}{(backup.IsPartial ? "  partial" : "")}");
            }
        }
        foreach (var note in KeptUndo.In(undos))
            Console.WriteLine($"{BackupFolder.PreRestore}/{note}  the database from before the last restore, kept on its server");
        if (folder.Verified().Count == 0)
            Terminal.WriteError($"there is no verified backup in {folder.Root}: autocore backup makes one");
        return ExitCodes.Good;
    }

    private static async Task<int> VerifyAsync(CommandContext context, ParseResult line, string? given, CancellationToken cancellationToken)
    {
        using var host = CommandHost.BuildAsOwner(context.LoadGood(line), context, line.GetValue(context.Verbose));
        var folder = new BackupFolder(host.Services.GetRequiredService<BackupsOptions>().Root);
        string[] files;
        try
        {
            files = given is null ? [.. folder.Verified().Select(b => folder.PathOf(b.File))] : [host.Services.GetRequiredService<Restorer>().Find(given)];
        }
        catch (RestoreRefused e)
        {
            throw new StartFailure(ExitCodes.Failed, e.Message, e);
        }
        var allGood = true;
        foreach (var file in files)
        {
            if (KeptUndo.SourceOf(file) is not null)
            {
                throw new StartFailure(ExitCodes.Failed,
                    $"{file} is no backup: the database from before the last restore is kept on its server, and was not read");
            }
            if (BackupName.Accompanied(Path.GetFileName(file)) is { } backup)
                throw new StartFailure(ExitCodes.Failed, $"{file} stands beside a backup and is checked with it: autocore backup verify {backup}");
            allGood &= BackupName.TryParse(Path.GetFileName(file)) is { Kind: not BackupKind.Sqlite } other
                ? await VerifyAsync(host.Services.GetRequiredService<SourceKinds>().Of(other.Kind), file, cancellationToken)
                : await VerifyAsync(file, cancellationToken);
        }
        if (files.Length > 0)
            return allGood ? ExitCodes.Good : ExitCodes.Failed;
        return Terminal.Fail($"there is no verified backup in {folder.Root}: autocore backup makes one", ExitCodes.Partly);
    }

    private static async Task<bool> VerifyAsync(string file, CancellationToken cancellationToken)
    {
        var scratch = new BackupFolder(Path.GetDirectoryName(file)!).MakeScratch();
        try
        {
            var (result, _) = await BackupVerifier.ExpandAsync(file, Path.Combine(scratch.FullName, "check.db"), cancellationToken);
            var problem = result.Problem ?? await ConfigurationProblemAsync(file, cancellationToken);
            Console.WriteLine(
                problem is null ? $"{file}: ok {result.Rows.Count} tables {result.TotalRows} rows{(result.Unproven is { } u ? $"; proof: read ({u})" : "")}"
                : $"{file}: damaged: {problem}");
            return problem is null;
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    private static async Task<bool> VerifyAsync(ISourceKind kind, string file, CancellationToken cancellationToken)
    {
        try
        {
            var proof = await kind.ProveAsync(file, cancellationToken);
            Console.WriteLine(proof.Problem is null ? $"{file}: ok {proof.Count} {kind.Unit}" : $"{file}: damaged: {proof.Problem}");
            return proof.Problem is null;
        }
        catch (Exception e) when (e is BackupFailure or IOException)
        {
            Terminal.WriteError(e.Message);
            return false;
        }
    }

    private static async Task<string?> ConfigurationProblemAsync(string file, CancellationToken cancellationToken)
    {
        if (BackupName.TryParse(Path.GetFileName(file)) is not { } name)
            return null;
        var archive = Path.Combine(Path.GetDirectoryName(file)!, name.ConfigurationFile);
        return File.Exists(archive) && Checksum.TryRead(archive) is { } expected && expected != await Checksum.ComputeAsync(archive, cancellationToken)
            ? $"the checksum of {name.ConfigurationFile} does not match"
            : null;
    }
}
