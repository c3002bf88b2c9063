using System.CommandLine;
using AutoCore.Core;
using AutoCore.Core.Commands;
using AutoCore.Core.Configuration;
using AutoCore.Core.Hosting;
using AutoCore.Policies.Hosting;

namespace AutoCore.Daemon.Commands;

/// <summary><c>autocore config</c>: the effective settings, each with its origin; <c>--check</c> only validates.</summary>
internal static class ConfigCommand
{
    public static Command Create(CommandContext context)
    {
        var check = new Option<bool>("--check") { Description = "Only validate: exit code 0 or 78" };
        var command = new Command("config", "Show the effective settings, each with its origin.") { check };
        command.SetAction(line => Run(context.Load(line), context, line.GetValue(check)));
        return command;
    }

    private static int Run(LoadedSettings settings, CommandContext context, bool checkOnly)
    {
        foreach (var line in settings.Report.Errors.Concat(settings.Report.Warnings.Select(w => $"warning: {w}")))
            Terminal.WriteErrorWrapped(line);
        foreach (var hint in SecretHints.Of(settings, context.Environment))
            Terminal.WriteErrorWrapped($"warning: {hint}");
        if (!checkOnly)
            Print(settings.Report.Effective);
        else if (settings.IsGood)
            Console.WriteLine($"good: {settings.File ?? "no file, the defaults"}");
        return settings.IsGood ? ExitCodes.Good : ExitCodes.Configuration;
    }

    private static void Print(IReadOnlyList<EffectiveSetting> settings)
    {
        var width = settings.Max(s => TextWidth.Of(s.Path) + TextWidth.Of(s.Value)) + 3;
        foreach (var setting in settings)
        {
            var line = $"{TextWidth.Pad($"{setting.Path} = {setting.Value}", Math.Min(width, 90))}  {setting.Origin}";
            if (TextWidth.Of(line) > Terminal.Width)
                Terminal.Write($"{setting.Path} = {setting.Value}  ({setting.Origin})");
            else
                Console.WriteLine(line);
        }
    }
}
