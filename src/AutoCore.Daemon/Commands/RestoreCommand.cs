using System.CommandLine;
using System.ComponentModel;
using System.Diagnostics;
using AutoCore.Core.Commands;
using AutoCore.Core.Hosting;
using AutoCore.Core.Storage;
using AutoCore.Daemon.Backups;
using AutoCore.Policies.Backups;
using AutoCore.Policies.Hosting;

namespace AutoCore.Daemon.Commands;

/// <summary><c>autocore restore FILE</c>: puts a backup in its database's place, and says how to undo it.</summary>
internal static class RestoreCommand
{
    /// <summary>Which backup, and from which second place; null: from here.</summary>
    private sealed record WantedBackup(string File, string? Remote, bool KeepOwners);

    private const string Unit = "autocore-daemon.service";

    public static Command Create(CommandContext context)
    {
        var file = new ValueArgument("FILE", ValueRule.Path) { Description = "A backup: a path, or a name as autocore backup list shows it" };
        var stop = new Option<bool>("--stop") { Description = "Stop the daemon's unit first, and start it again afterwards" };
        var remote = new ValueOption<string?>("--remote", "a name of SecondPlace:Remotes", ValueRule.Text())
        {
            HelpName = "NAME",
            Description = "Fetch it from this second place first"
        };
        var keepOwners =
            new Option<bool>(
            "--keep-owners")
            { Description = "Of a folder: give files the owners, and the set-user-ID and set-group-ID bits, that the backup names (only for one that nobody else could change)" };
        var command = new Command("restore", "Put a backup in the place of its database or folder; the present one is saved for an undo.") { file, stop, remote,
            keepOwners };
        command.SetAction((line, cancellationToken) =>
            RunAsync(context, line, new(line.GetValue(file)!, line.GetValue(remote), line.GetValue(keepOwners)), line.GetValue(stop), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, ParseResult line, WantedBackup wanted, bool stop, CancellationToken cancellationToken)
    {
        // Root may be needed to give another program's files back to their owner; of the own ones this process becomes the owner, and a server knows the
        // daemon's user.
        var isOwn = BackupName.TryParse(Path.GetFileName(wanted.File)) is not { } name || name.Source == BackupName.Own || name.Kind == BackupKind.Postgres;
        var settings = context.LoadGood(line, stop ? CommandRights.Root : isOwn ? CommandRights.Owner : CommandRights.Caller);
        if (stop)
            return await RunStoppedAsync();
        // Root stays root for the exchange alone, and acts as the data's owner before: who that is must be nobody else's to say.
        if (!isOwn && ProcessRights.IsRoot)
            RootRights.RequireOwner(settings.Options.Hosting.DataDirectory, writes: true);
        using var host = isOwn ? CommandHost.BuildAsOwner(settings, context, line.GetValue(context.Verbose))
            : CommandHost.BuildReadOnly(settings, context, line.GetValue(context.Verbose));
        return await RestoreAsync(host, wanted, cancellationToken);
    }

    /// <summary>Stops the unit, restores in a process of its own, and starts the unit again: a restore gives up root, which the unit's start needs.</summary>
    private static async Task<int> RunStoppedAsync()
    {
        if (await RunAsync("systemctl", ["stop", Unit]) != 0)
            throw new StartFailure(ExitCodes.Failed, $"{Unit} could not be stopped: systemctl status {Unit} says why; run this as root (sudo)");
        string[] line = Environment.GetCommandLineArgs();
        // Run as "dotnet autocore.dll", the program's own path is dotnet's.
        var isPortable = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet";
        try
        {
            return await RunAsync(Environment.ProcessPath!, line.Skip(isPortable ? 0 : 1).Where(word => word != "--stop"));
        }
        finally
        {
            if (await RunAsync("systemctl", ["start", Unit]) != 0)
                Terminal.WriteError($"{Unit} could not be started again: systemctl start {Unit}");
        }
    }

    private static async Task<int> RestoreAsync(IHost host, WantedBackup wanted, CancellationToken cancellationToken)
    {
        var file = await FetchAsync(host, wanted, cancellationToken);
        if (wanted.Remote is not null && BackupName.TryParse(Path.GetFileName(file)) is null)
        {
            Console.WriteLine($"{file} was fetched from {wanted.Remote} and verified");
            return ExitCodes.Good;
        }
        try
        {
            var outcome = await host.Services.GetRequiredService<Restorer>().RestoreAsync(file, wanted.KeepOwners, cancellationToken);
            Console.WriteLine($"{outcome.Target} was restored from {file}{(outcome.Count is { } count ? $": {count} {outcome.Unit}" : "")}");
            foreach (var left in outcome.LeftOut)
                Console.WriteLine(left);
            if (outcome.Undo is { } undo)
            {
                Console.WriteLine(
                    undo.StartsWith(BackupFolder.PreRestore, StringComparison.Ordinal) ? $"to undo: autocore restore {undo}"
                    : $"the database before was damaged and is kept as {undo}");
            }
            return ExitCodes.Good;
        }
        catch (RestoreRefused e)
        {
            throw new StartFailure(ExitCodes.Failed, e.Message, e);
        }
    }

    /// <summary>What is fetched lies among the daemon's files: as the daemon's user.</summary>
    private static async Task<string> FetchAsync(IHost host, WantedBackup wanted, CancellationToken cancellationToken)
    {
        if (wanted.Remote is not { } remote)
            return wanted.File;
        using var daemon = ActingUser.AsOwnerOf(host.Services.GetRequiredService<HostingOptions>().DataDirectory);
        return await RemoteCommands.FetchAsync(host, remote, wanted.File, cancellationToken);
    }

    /// <summary>Runs a program to its end; -1 if it is not there.</summary>
    private static async Task<int> RunAsync(string program, IEnumerable<string> arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(ExternalCommand.Find(program) ?? program, arguments))
                ?? throw new InvalidOperationException($"{program} could not be started");
            await process.WaitForExitAsync();
            return process.ExitCode;
        }
        catch (Win32Exception)
        {
            return -1;
        }
    }
}
