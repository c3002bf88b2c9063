using AutoCore.Core;
using AutoCore.Core.Cameras;
using AutoCore.Core.Commands;
using AutoCore.Core.Storage;
using AutoCore.Daemon.Cameras;
using AutoCore.Policies.Cameras.Http;

namespace AutoCore.Daemon.Commands;

/// <summary>Tries a camera that somebody is about to add, and says what came of it.</summary>
internal static class CameraTrial
{
    /// <summary>Asks for a password that is nowhere yet, and has it used for the trial; null: none is wanted, it is there, or it is missing.</summary>
    /// <param name="settings">Where secrets are.</param>
    /// <param name="context">The environment, which gets it.</param>
    /// <param name="camera">Whose it is.</param>
    /// <param name="missing">Why there is none, with the remedy; or null.</param>
    public static KeyValuePair<string, string>? AskForSecret(LoadedSettings settings, CommandContext context, CameraOptions camera, out string? missing)
    {
        missing = null;
        var file = settings.Options.Hosting.SecretsFile;
        if (camera.PasswordKey is not { } key || new Secrets(file, context.Environment).Find(key).Problem is not { } problem)
            return null;
        if (SecretsWriter.FindProblem(file) is { } closed)
        {
            missing = $"{problem}; no password is asked for, since it could not be kept: {closed}";
            return null;
        }
        var typed = "";
        if (!Console.IsInputRedirected)
        {
            Console.Write($"{key}, the password of {camera.UserName ?? camera.Label} (it is not shown): ");
            typed = HiddenInput.ReadLine();
        }
        if (typed.Length == 0)
        {
            missing = Console.IsInputRedirected
                ? $"{problem}: add a line {Secrets.Show(key)}=… to {file}, or give this command on a terminal, where it asks for it"
                : $"no password was typed: add a line {Secrets.Show(key)}=… to {file}, or begin with the camera again and type it";
            return null;
        }
        context.Environment[key] = typed;
        return new(key, typed);
    }

    /// <summary>Asks the camera once, as whoever owns the data: what it sends is nothing for root.</summary>
    public static async Task<CameraFinding> RunAsync(LoadedSettings settings, CommandContext context, CameraOptions camera, CancellationToken cancellationToken)
    {
        using var owner = ActingUser.AsOwnerOf(settings.Options.Hosting.DataDirectory);
        using var host = CommandHost.BuildReadOnly(settings, context, verbose: false);
        var finding = (await host.Services.GetRequiredService<CameraCheck>().RunAsync([camera], static _ => { }, cancellationToken)).First();
        var sent = !finding.IsGood ? "" : camera.IsStream ? " sent a frame of its video stream" : " sent a picture";
        Terminal.Write($"{camera.Label} ({AddressMask.Of(camera.Url)}){sent}: {finding.Answer}");
        if (finding.Advice is { } advice)
            Terminal.Write(advice, "  ");
        return finding;
    }
}
