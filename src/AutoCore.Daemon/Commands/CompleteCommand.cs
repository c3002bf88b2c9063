using System.CommandLine;
using AutoCore.Core;
using AutoCore.Core.Commands;
using AutoCore.Core.Hosting;
using AutoCore.Core.Storage;
using AutoCore.Daemon.Backups;
using AutoCore.Policies.Hosting;
using AutoCore.Policies.SdCard;

namespace AutoCore.Daemon.Commands;

/// <summary>
/// <c>autocore complete -- WORD…</c>: what the last of these words may become, a line each, for <c>deploy/completion/autocore</c>. It reads settings and names of
/// backups as whoever types, says nothing of what may not be read, and has no effect.
/// </summary>
internal static class CompleteCommand
{
    private const string Name = "complete";

    public static Command Create(CommandContext context)
    {
        var words = new Argument<string[]>("WORD") { Arity = ArgumentArity.ZeroOrMore, Description = "The words after the program's name, the last one unfinished" };
        var command = new Command(Name, "What the last of these words may become, for a shell.") { words };
        command.Hidden = true;
        command.SetAction(line => Run(context, line, line.GetValue(words) ?? []));
        return command;
    }

    private static int Run(CommandContext context, ParseResult line, string[] words)
    {
        var typed = TypedWords.Read(line.RootCommandResult.Command, words);
        foreach (var candidate in CandidatesOf(typed, context).Distinct(StringComparer.Ordinal).Where(c => IsMeant(c, typed.Last)))
            Console.WriteLine(typed.Before + candidate);
        return ExitCodes.Good;
    }

    /// <summary>Whether a name goes on as what was typed, and is one line.</summary>
    private static bool IsMeant(string name, string typed) => name.StartsWith(typed, StringComparison.OrdinalIgnoreCase) && !name.Any(char.IsControl);

    private static IEnumerable<string> CandidatesOf(TypedWords typed, CommandContext context)
    {
        if (typed.IsForeign)
            return [];
        if (typed.Pending is { } option)
            return ValuesOf(option.Name, typed, context);
        if (typed.Last.StartsWith('-'))
            return typed.OptionsLeft.Select(o => o.Name).Order(StringComparer.Ordinal);
        var commands = typed.Arguments > 0 ? [] : typed.Command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name);
        return commands.Concat(typed.Argument is { } argument ? ValuesOf(argument.Name, typed, context) : []);
    }

    /// <summary>What an option or argument may be, where that is a name that is there; files are the shell's own.</summary>
    private static IEnumerable<string> ValuesOf(string name, TypedWords typed, CommandContext context) => (typed.Verbs, name) switch
    {
        ("setup", "--card") => SdCardProfile.All.Select(p => p.SizeGb.ToString(CultureInfo.InvariantCulture)).Append("auto"),
        ("setup", _) => [],
        (_, "--site") => Load(typed, context).Cameras.Sources.Select(c => c.Site),
        (_, "--camera") => CameraChoice.Choose(Load(typed, context).Cameras.Sources, typed.ValueOf("--site"), null).Select(c => c.Name),
        (_, "SITE/NAME") => Load(typed, context).Cameras.Sources.Select(c => c.Label),
        (_, "--remote") or ("backup copy", "NAME") => Load(typed, context).SecondPlace.Remotes.Select(r => r.Name),
        ("restore" or "backup verify", "FILE") => BackupsIn(Load(typed, context).Backups.Root),
        _ => [],
    };

    private static AutoCoreOptions Load(TypedWords typed, CommandContext context) =>
        RootRights.Load(typed.ValueOf(context.Config.Name), CommandRights.ReadOnly, context.Environment).Options;

    private static IEnumerable<string> BackupsIn(string root)
    {
        var (folder, undos) = (new BackupFolder(root), new BackupFolder(Path.Combine(root, BackupFolder.PreRestore)));
        return FileAttempt.OrElse<IReadOnlyList<string>>([], () =>
            [.. folder.Verified().Select(b => b.File), .. undos.Verified().Select(b => b.File).Concat(KeptUndo.In(undos))
                .Select(f => $"{BackupFolder.PreRestore}/{f}")]);
    }
}
