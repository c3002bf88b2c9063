using System.CommandLine;
using AutoCore.Core;
using AutoCore.Core.Cameras;
using AutoCore.Core.Commands;
using AutoCore.Core.Hosting;
using AutoCore.Core.Storage;
using AutoCore.Daemon.Cameras;
using AutoCore.Policies.Cameras.Http;

namespace AutoCore.Daemon.Commands;

/// <summary><c>autocore cameras add URL</c>: tries a camera's address, says what came, and writes it into the list.</summary>
internal static class CameraAddCommand
{
    public static Command Create(CommandContext context)
    {
        var url = new ValueArgument("URL", "an address, as http://10.0.0.7/snapshot.jpg")
        {
            Description = "Where the camera serves a picture or a video stream: http://, https://, rtsp:// or rtsps://"
        };
        var site = Text("--site", "S", "The place that it belongs to (default: that of the other cameras, or Home)");
        var name = Text("--name", "N", "Its name there (default: P1, P2, …)");
        var user = Text("--user", "U", "The user name that it asks for; the password is a secret, see --password-key");
        var key = Text("--password-key", "K", "The name of the secret with its password, as CAMERA_PASSWORD; if it is not there yet, it is asked for");
        var anyway = new Option<bool>("--anyway") { Description = "Write it also if it sends no picture now" };
        var command = new Command("add", "Try a camera's address and write it into the list.") { url, site, name, user, key, anyway };
        command.SetAction((line, token) => RunAsync(context, line,
            new(line.GetValue(url)!, line.GetValue(site), line.GetValue(name), line.GetValue(user), line.GetValue(key)), line.GetValue(anyway), token));
        return command;
    }

    private static ValueOption<string?> Text(string option, string helpName, string description) =>
        new(option, ValueRule.AnyText, ValueRule.Text()) { Description = description, HelpName = helpName };

    private static async Task<int> RunAsync(CommandContext context, ParseResult line, NewCamera wanted, bool anyway, CancellationToken cancellationToken)
    {
        if (wanted.FindMistake() is { } mistake)
            return Fail(ExitCodes.Usage, mistake);
        var settings = context.LoadGood(line);
        IReadOnlyList<CameraOptions> present = [.. settings.Options.Cameras.Sources, .. settings.Options.Cameras.Disabled];
        var camera = wanted.Read(present, out var mistakes);
        if (camera is null)
            return Fail(ExitCodes.Usage, [.. mistakes]);
        if (NewCamera.FindTwin(camera, present) is { } twin)
            return Fail(ExitCodes.Failed, twin);
        var list = CameraListFile.Of(settings);
        ListChange change;
        // Root follows nobody's links: what another user may have put there is read and written as that user.
        using (ActingUser.AsAuthorOf(list.Path))
        {
            if (list.FindObstacle() is { } obstacle)
                return Fail(ExitCodes.Failed, obstacle);
            change = list.Compose(wanted.EntryOf(camera), context);
        }
        if (change.Mistakes.Count > 0)
            return Fail(ExitCodes.Configuration, [.. change.Mistakes, $"{list.Path} was not changed."]);
        var secret = AskForSecret(settings, context, camera, out var missing);
        if (missing is not null && !anyway)
            return Fail(ExitCodes.Failed, missing);
        if (!await TryAsync(settings, context, camera, cancellationToken) && !anyway)
        {
            return Fail(ExitCodes.Failed, $"{camera.Label} was not added: mend that{(camera.PasswordKey is null
                ? " (a password is given as --user NAME --password-key CAMERA_PASSWORD)" : "")} and try again, or add it as it is with --anyway");
        }
        if (secret is { } given)
        {
            SecretsWriter.Add(settings.Options.Hosting.SecretsFile, [given]);
            Console.WriteLine($"{settings.Options.Hosting.SecretsFile}: added {given.Key}");
        }
        using (ActingUser.AsAuthorOf(list.Path))
            list.Write(change.Content);
        Console.WriteLine($"{list.Path}: added {camera.Label}");
        Console.WriteLine("Now: systemctl restart autocore-daemon");
        return ExitCodes.Good;
    }

    /// <summary>Asks for a password that is nowhere yet, and has it used for the trial; null: none is wanted, it is there, or it is missing.</summary>
    private static KeyValuePair<string, string>? AskForSecret(LoadedSettings settings, CommandContext context, CameraOptions camera, out string? missing)
    {
        missing = null;
        var file = settings.Options.Hosting.SecretsFile;
        if (camera.PasswordKey is not { } key || new Secrets(file, context.Environment).Find(key).Problem is not { } problem)
            return null;
        var typed = "";
        if (!Console.IsInputRedirected)
        {
            Console.Write($"{key}, the password of {camera.UserName ?? camera.Label} (it is not shown): ");
            typed = HiddenInput.ReadLine();
        }
        if (typed.Length == 0)
        {
            missing = $"{problem}: add a line {Secrets.Show(key)}=… to {file}, or give this command on a terminal, where it asks for it";
            return null;
        }
        context.Environment[key] = typed;
        return new(key, typed);
    }

    /// <summary>Asks the camera once, as whoever owns the data: what it sends is nothing for root.</summary>
    private static async Task<bool> TryAsync(LoadedSettings settings, CommandContext context, CameraOptions camera, CancellationToken cancellationToken)
    {
        using var owner = ActingUser.AsOwnerOf(settings.Options.Hosting.DataDirectory);
        using var host = CommandHost.BuildReadOnly(settings, context, verbose: false);
        var finding = (await host.Services.GetRequiredService<CameraCheck>().RunAsync([camera], static _ => { }, cancellationToken)).First();
        var sent = !finding.IsGood ? "" : camera.IsStream ? " sent a frame of its video stream" : " sent a picture";
        Terminal.Write($"{camera.Label} ({AddressMask.Of(camera.Url)}){sent}: {finding.Answer}");
        if (finding.Advice is { } advice)
            Terminal.Write(advice, "  ");
        return finding.IsGood;
    }

    private static int Fail(int exitCode, params IReadOnlyList<string> reasons)
    {
        foreach (var reason in reasons)
            Terminal.WriteError(reason);
        return exitCode;
    }
}
