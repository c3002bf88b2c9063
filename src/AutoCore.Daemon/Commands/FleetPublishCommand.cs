using System.Collections;
using System.CommandLine;
using AutoCore.Core;
using AutoCore.Core.Cameras;
using AutoCore.Core.Cameras.Inventory;
using AutoCore.Core.Commands;
using AutoCore.Core.Configuration;
using AutoCore.Core.Hosting;
using AutoCore.Core.Storage;
using AutoCore.Daemon.Cameras.Sharing;
using AutoCore.Daemon.Fleet;
using AutoCore.Daemon.Mqtt;
using AutoCore.Daemon.Mqtt.Link;
using AutoCore.Policies.Cameras.Http;
using AutoCore.Policies.Cameras.Portals;

namespace AutoCore.Daemon.Commands;

/// <summary><c>autocore fleet publish FILE</c>: checks an inventory file, seats its cameras at the nodes, and puts the list at the broker for all of
/// them.</summary>
internal static class FleetPublishCommand
{
    public static Command Create(CommandContext context)
    {
        var file = new ValueArgument("FILE", ValueRule.Path) { Description = "The cameras: a JSON array or CSV file, as Cameras:InventoryFile" };
        var forget =
            new ValuesOption(
            "--forget", TextRule.TopicLevel.Allowed, TextRule.TopicLevel.Holds)
            { Description = "A node that will not come back: its cameras are seated at the others, and the broker forgets it", HelpName = "NODE", DefaultValueFactory = _ => [] };
        var dryRun = new Option<bool>("--dry-run") { Description = "Show what would be published, and publish nothing" };
        var command = new Command("publish", "Put a camera list at the broker, for all nodes of the fleet.") { file, forget, dryRun };
        command.SetAction(
            (line, token) => RunAsync(context, context.LoadGood(line), line.GetValue(file)!, line.GetValue(forget)!, line.GetValue(dryRun), token));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, LoadedSettings settings, string file, IReadOnlyList<string> forgotten, bool isDry,
        CancellationToken cancellationToken)
    {
        var mqtt = settings.Options.Mqtt;
        if (mqtt.Host is null)
            return Terminal.Fail("no broker is configured: set Mqtt:Host");
        if (!File.Exists(file))
            return Terminal.Fail($"{file}: there is no such file", ExitCodes.Configuration);
        var (cameras, errors) = ReadCameras(Path.GetFullPath(file));
        foreach (var error in errors)
            Terminal.WriteError(error);
        if (errors.Count > 0)
            return ExitCodes.Configuration;
        using var host = CommandHost.BuildReadOnly(settings, context, verbose: false);
        var secrets = host.Services.GetRequiredService<Secrets>();
        var password = mqtt.UserName is null ? default : secrets.Find(mqtt.PasswordKey);
        var key = settings.Options.Fleet.KeyName is { } name ? secrets.Find(name) : default;
        if ((password.Problem ?? key.Problem) is { } missing)
            return Terminal.Fail(missing);
        var topics = new FleetTopics(mqtt, settings.Options.Fleet);
        var composer =
            new FleetComposer(settings, topics, new FleetListStore(settings.Options.Hosting, new CameraListReader()).Load(), key.Value, context.Time);
        var link = LinkSettings.From(mqtt, $"{host.Services.GetRequiredService<ClientIdentity>().ClientId}_publish", password.Value) with
        {
            Subscriptions = [topics.List, topics.All("info"), .. forgotten.Select(node => topics.Of(node, "status"))],
        };
        string? refusal = null;
        using var session = new FleetSession(host.Services.GetRequiredService<IMqttLink>(), link, context.Time);
        var problem = await session.RunAsync(heard =>
        {
            var (messages, report, wrong) = composer.Compose(cameras, heard, forgotten);
            refusal = wrong;
            if (wrong is null)
                Console.WriteLine(report);
            return wrong is null && !isDry ? messages : [];
        }, cancellationToken);
        return (refusal ?? problem) is { } failed ? Terminal.Fail(failed) : ExitCodes.Good;
    }

    private static (IReadOnlyList<CameraOptions> Cameras, IReadOnlyList<string> Errors) ReadCameras(string file)
    {
        var report = new SettingReport();
        var cameras = CameraInventory.Read(new SettingReader(SettingLayers.From([], new Hashtable()), report, ""), "FILE", file);
        foreach (var twice in cameras.GroupBy(c => c.Label, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
            report.Errors.Add($"{Path.GetFileName(file)}: {twice.Key} is there {twice.Count()} times: give each Site and Name once");
        foreach (var camera in cameras)
        {
            if ((AddressSecrets.FindLiteral(camera.Url.OriginalString) ?? AddressSecrets.FindLiteral(camera.Portal?.Url ?? "")
                ?? JsonLogin.FindLiteral(camera.Portal?.Body ?? "")
                ?? camera.Own?.Headers.FirstOrDefault(h => AddressSecrets.IsLiteralHeader(h.Key, h.Value)).Key) is { } name)
            {
                report.Errors.Add(
                    $"{Path.GetFileName(file)}: {camera.Label}: the value of {name} is a secret that every node and the broker would see: write {{PasswordKey}} there, and name the secret in PasswordKey");
            }
        }
        return ([.. cameras.Where(c => c.Enabled)], report.Errors);
    }
}
