using System.CommandLine;
using AutoCore.Core;
using AutoCore.Core.Commands;
using AutoCore.Core.Hosting;
using AutoCore.Core.Storage;
using AutoCore.Policies.Cameras.Http;
using AutoCore.Policies.Configuration;
using AutoCore.Policies.Hosting;

namespace AutoCore.Daemon.Commands;

/// <summary><c>autocore setup</c>: a few questions, or options with the same answers, become a valid settings file; the old one stays beside it.</summary>
internal static class SetupCommand
{
    private const int MostImportBytes = 1_000_000;
    private const int LongestLine = 4096;
    private const string UsualFile = "/etc/autocore/appsettings.json";
    private const string NothingYet = "{}\n";

    public static Command Create(CommandContext context)
    {
        var command = new Command("setup", "Ask a few questions and write the settings; every answer also as an option.")
        {
            SetupAnswers.Cameras,
            SetupAnswers.Imports,
        };
        foreach (var question in SetupAnswers.Questions)
            command.Options.Add(question.Option);
        command.SetAction((line, token) => RunAsync(context, line, token));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, ParseResult line, CancellationToken cancellationToken)
    {
        // Before anything is shown, what was typed included.
        if (SetupAnswers.FindMistake(SetupAnswers.Cameras.In(line)) is { } mistake)
            return Fail(ExitCodes.Usage, mistake);
        var settings = context.Load(line);
        var file = Path.GetFullPath(settings.File ?? UsualFile);
        if (FindObstacle(file, settings, line) is (var code, var obstacle))
            return Fail(code, obstacle);
        var old = File.Exists(file) ? File.ReadAllText(file) : "";
        var start = string.IsNullOrWhiteSpace(old) ? NothingYet : old;
        var imports = Import(SetupAnswers.Imports.In(line));
        var byOptions = SetupAnswers.Cameras.In(line).Length > 0 || imports.Count > 0 || SetupAnswers.Questions.Any(q => line.GetValue(q.Option) is not null);
        if (!byOptions && Console.IsInputRedirected)
            return Fail(ExitCodes.Usage, "there is no terminal to ask on: give the answers as options, see autocore setup --help");
        string? now;
        var cameras = new SetupCameras(context, json => Try(file, json, context), Ask);
        try
        {
            now = byOptions ? FromOptions(start, imports, line)
                : await cameras.AskAsync(FromQuestions(start, settings, json => [.. Try(file, json, context).Report.Errors]),
                    Try(file, start, context).Report.Errors, cancellationToken);
        }
        catch (JsonException)
        {
            return Fail(ExitCodes.Configuration, settings.Report.Errors);
        }
        if (now is null)
            return Fail(ExitCodes.Usage, "a camera is SITE/NAME=URL, for example Shop/P1=http://10.0.0.7/snapshot.jpg");
        now = JsonLayout.Fit(now, start);
        foreach (var note in imports.SelectMany(i => i.Notes))
            Terminal.Write($"note: {note}");
        if (now == start)
        {
            Console.WriteLine(start == old ? $"{file} stays as it is." : $"{file} is not written: all defaults stand.");
            AddSecrets(settings.Options.Hosting.SecretsFile, [.. imports.SelectMany(i => i.Secrets)]);
            return ExitCodes.Good;
        }
        foreach (var difference in LineDifference.Between(old, now))
            Console.WriteLine(SafeText.Of(AddressMask.InJson(difference.TrimEnd('\r')).Replace('\t', ' '), LongestLine));
        var tried = Try(file, now, context);
        if (!tried.IsGood)
            return Fail(ExitCodes.Configuration, [.. tried.Report.Errors, $"{file} was not changed."]);
        if (!byOptions && !Agrees($"Write {file}?"))
            return Fail(ExitCodes.Failed, $"{file} was not changed.");
        Write(file, now);
        AddSecrets(settings.Options.Hosting.SecretsFile, [.. imports.SelectMany(i => i.Secrets), .. cameras.Secrets]);
        foreach (var hint in SecretHints.Of(tried, context.Environment))
            Terminal.Write($"note: {hint}");
        Console.WriteLine($"Now: {(tried.Options.FoldersElsewhere.Any() ? "autoctl grant && " : "")}systemctl restart autocore-daemon");
        return ExitCodes.Good;
    }

    /// <summary>Why no settings can be written there, said before anything is asked; null if they can.</summary>
    private static (int Code, IReadOnlyList<string> Reasons)? FindObstacle(string file, LoadedSettings settings, ParseResult line)
    {
        if (Directory.Exists(file))
            return (ExitCodes.Configuration, settings.Report.Errors);
        var folder = Path.GetDirectoryName(file);
        while (folder is not null && !Directory.Exists(folder))
            folder = Path.GetDirectoryName(folder);
        return folder is null || Posix.MayWrite(folder) ? null
            : (ExitCodes.Failed, [$"{Environment.UserName} may not write {file}: sudo autocore {CommandContext.TypedOf(line)}"]);
    }

    private static List<ScriptSettings> Import(string[] files)
    {
        try
        {
            return [.. files.Select(Path.GetFullPath).Select(f => ScriptSettings.Parse(f, PlainFile.ReadSmallText(f, MostImportBytes)))];
        }
        catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException)
        {
            throw new StartFailure(ExitCodes.Configuration, $"{e.Message}; nothing was changed", e);
        }
    }

    private static void AddSecrets(string file, List<KeyValuePair<string, string>> secrets)
    {
        if (secrets.Count == 0)
            return;
        try
        {
            var added = SecretsWriter.Add(file, secrets);
            Console.WriteLine(added.Count > 0 ? $"{file}: added {string.Join(", ", added)}" : $"{file} has these secrets already.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartFailure(ExitCodes.Failed, $"{file}: {e.Message}; add the lines of {string.Join(", ", secrets.Select(s => s.Key))} yourself", e);
        }
    }

    private static string? FromOptions(string json, List<ScriptSettings> imports, ParseResult line)
    {
        foreach (var (path, value) in imports.SelectMany(i => i.Values))
            json = JsonEditor.Set(json, value, path);
        foreach (var question in SetupAnswers.Questions)
        {
            if (line.GetValue(question.Option) is { } answer)
                json = SetupAnswers.Apply(json, question, answer);
        }
        return SetupAnswers.Cameras.In(line).Aggregate((string?)json, (file, camera) => file is null ? null : SetupAnswers.AddCamera(file, camera));
    }

    /// <summary>Asks each question until its answer is good: what was answered before is kept.</summary>
    /// <param name="json">The present file.</param>
    /// <param name="settings">What it says now.</param>
    /// <param name="mistakes">What the daemon would say of a file.</param>
    private static string FromQuestions(string json, LoadedSettings settings, Func<string, List<string>> mistakes)
    {
        Console.WriteLine($"Enter keeps what stands in brackets, `{SetupAnswers.Nothing}` empties it.");
        var known = mistakes(json);
        foreach (var question in SetupAnswers.Questions)
        {
            var present = settings.Report.Effective.FirstOrDefault(e => e.Path == string.Join(':', question.Path))?.Value ?? "null";
            var prompt = $"{question.Text} [{(present == "null" ? SetupAnswers.Nothing : present)}]: ";
            json = AskUntilGood(prompt, json, answer => answer == present ? json : question.Allows(answer) ? SetupAnswers.Apply(json, question, answer) : null,
                $"allowed: {question.Allowed}", known, mistakes);
        }
        return json;
    }

    private static string AskUntilGood(string prompt, string json, Func<string, string?> apply, string allowed, List<string> known,
        Func<string, List<string>> mistakes)
    {
        while (Ask(prompt) is { Length: > 0 } answer)
        {
            if (apply(answer) is not { } next)
                Console.WriteLine($"  {allowed}");
            else if (mistakes(next).Except(known).ToList() is { Count: > 0 } found)
                found.ForEach(m => Console.WriteLine($"  {m}"));
            else
                return next;
        }
        return json;
    }

    private static string Ask(string question)
    {
        Console.Write(question);
        return Console.ReadLine()?.Trim() ?? "";
    }

    private static bool Agrees(string question) => Ask($"{question} [Y/n]: ") is "" or "y" or "Y" or "yes";

    /// <summary>What the daemon would say about the new file: the same reading, from a temporary file of the same name.</summary>
    private static LoadedSettings Try(string file, string json, CommandContext context)
    {
        var folder = Directory.CreateTempSubdirectory("autocore-setup-");
        try
        {
            var trial = Path.Combine(folder.FullName, Path.GetFileName(file));
            File.WriteAllText(trial, json);
            return LoadedSettings.Load(trial, context.Environment);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Write(string file, string json)
    {
        var mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        FileOwner? owner = null;
        if (File.Exists(file))
        {
            mode = File.GetUnixFileMode(file);
            // Who reads it by its group must go on to.
            owner = ProcessRights.IsRoot ? FileOwner.Of(file) : null;
            AtomicFile.Write($"{file}.bak", File.ReadAllBytes(file), durable: true, mode, owner);
            Console.WriteLine($"The old settings are in {file}.bak.");
        }
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        AtomicFile.Write(file, Encoding.UTF8.GetBytes(json), durable: true, mode, owner);
    }

    private static string[] In(this Option<string[]> option, ParseResult line) => line.GetValue(option) ?? [];

    private static int Fail(int exitCode, params IReadOnlyList<string> reasons)
    {
        foreach (var reason in reasons)
            Terminal.WriteError(reason);
        return exitCode;
    }
}
