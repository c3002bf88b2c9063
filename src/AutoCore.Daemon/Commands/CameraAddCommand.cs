using System.CommandLine;
using AutoCore.Core.Cameras;
using AutoCore.Core.Commands;
using AutoCore.Core.Hosting;
using AutoCore.Core.Storage;

namespace AutoCore.Daemon.Commands;

/// <summary><c>autocore cameras add URL</c>: tries a camera's address, says what came, and writes it into the list.</summary>
internal static class CameraAddCommand
{
    public static Command Create(CommandContext context)
    {
        var url = new ValueArgument("URL", "an address, as http://10.0.0.7/snapshot.jpg, rtsp://10.0.0.8/stream2 or onvif://10.0.0.9")
        {
            Description = "Where the camera serves a picture (http://, https://) or a video stream (rtsp://, rtsps://), or says itself where these are (onvif://HOST)"
        };
        var site = Text("--site", "S", "The place that it belongs to (default: that of the other cameras, or Home)");
        var name = Text("--name", "N", "Its name there (default: P1, P2, …)");
        var user = Text("--user", "U", "The user name that it asks for; the password is a secret, see --password-key");
        var key = new ValueOption<string?>("--password-key", NewCamera.KeyRule, ValueRule.Text(NewCamera.IsKey))
        {
            Description = "The name of the secret with its password, as CAMERA_PASSWORD; if it is not there yet, it is asked for",
            HelpName = "K",
        };
        var anyway = new Option<bool>("--anyway") { Description = "Write it also if it sends no picture now" };
        var command = new Command("add", "Try a camera's address and write it into the list.") { url, site, name, user, key, anyway };
        command.SetAction((line, token) => RunAsync(context, line,
            new(line.GetValue(url)!.Trim(), line.GetValue(site), line.GetValue(name), line.GetValue(user), line.GetValue(key)), line.GetValue(anyway), token));
        return command;
    }

    private static ValueOption<string?> Text(string option, string helpName, string description) =>
        new(option, ValueRule.AnyText, ValueRule.Text()) { Description = description, HelpName = helpName };

    private static async Task<int> RunAsync(CommandContext context, ParseResult line, NewCamera wanted, bool anyway, CancellationToken cancellationToken)
    {
        if (wanted.FindMistake() is { } mistake)
            return Fail(ExitCodes.Usage, mistake);
        var settings = context.LoadGood(line, mends: static options => options.Cameras.NoInventory);
        IReadOnlyList<CameraOptions> present = [.. settings.Options.Cameras.Sources, .. settings.Options.Cameras.Disabled];
        var camera = wanted.Read(present, out var mistakes);
        if (camera is null)
            return Fail(ExitCodes.Usage, [.. mistakes]);
        if (NewCamera.FindTwin(camera, present) is { } twin)
            return Fail(ExitCodes.Failed, twin);
        var list = CameraListFile.Of(settings);
        // Root follows nobody's links: what another user may have put there is read and written as that user.
        using (ActingUser.AsAuthorOf(list.Path))
        {
            if (list.FindObstacle() is { } obstacle)
                return Fail(ExitCodes.Failed, obstacle);
            if (list.Add(wanted, context, isTrial: true) is { Camera: null } refused)
                return Fail(refused.ExitCode, refused.Mistakes);
        }
        var secret = CameraTrial.AskForSecret(settings, context, camera, out var missing);
        if (missing is not null && !anyway)
            return Fail(ExitCodes.Failed, missing);
        if (!(await CameraTrial.RunAsync(settings, context, camera, cancellationToken)).IsGood && !anyway)
        {
            return Fail(ExitCodes.Failed, $"{camera.Label} was not added: mend that{(camera.PasswordKey is null
                ? " (a password is given as --user NAME --password-key CAMERA_PASSWORD)" : "")} and try again, or add it as it is with --anyway");
        }
        if (secret is { } given)
        {
            var file = settings.Options.Hosting.SecretsFile;
            Console.WriteLine(SecretsWriter.Add(file, [given]).Count > 0 ? $"{file}: added {given.Key}"
                : $"{file}: {given.Key} has come there meanwhile and stays as it is; the password that was typed is not kept");
        }
        // Others may have written while the camera was tried.
        list = CameraListFile.Of(settings);
        ListAddition added;
        using (ActingUser.AsAuthorOf(list.Path))
            added = list.Add(wanted, context);
        if (added.Camera is not { } written)
            return Fail(added.ExitCode, added.Mistakes);
        Console.WriteLine($"{list.Path}: added {written.Label}");
        Console.WriteLine("Now: systemctl restart autocore-daemon");
        return ExitCodes.Good;
    }

    private static int Fail(int exitCode, params IReadOnlyList<string> reasons)
    {
        foreach (var reason in reasons)
            Terminal.WriteError(reason);
        return exitCode;
    }
}
