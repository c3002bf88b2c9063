using System.CommandLine;
using AutoCore.Core;
using AutoCore.Core.Cameras;
using AutoCore.Core.Commands;
using AutoCore.Core.Hosting;
using AutoCore.Core.Storage;
using AutoCore.Daemon.Cameras.Storing;
using AutoCore.Policies.Cameras;
using AutoCore.Policies.Cameras.Inventory;
using AutoCore.Policies.Hosting;

namespace AutoCore.Daemon.Commands;

/// <summary><c>autocore cameras list</c>: the cameras of the settings and how each of them stands, from what the last round left.</summary>
internal static class CameraListCommand
{
    private const int LongestText = 200;

    public static Command Create(CommandContext context)
    {
        var json = new Option<bool>("--json") { Description = "Print the cameras as JSON, for scripts" };
        var command = new Command("list", "List the cameras and how they stand.") { json };
        command.SetAction(line => Run(context, context.LoadGood(line), line.GetValue(json)));
        return command;
    }

    private static int Run(CommandContext context, LoadedSettings settings, bool asJson)
    {
        IReadOnlyList<CameraOptions> cameras = [.. settings.Options.Cameras.Sources, .. settings.Options.Cameras.Disabled];
        if (cameras.Count == 0)
            Terminal.WriteError("no camera is configured: autocore cameras add URL, or autocore setup");
        using var host = CommandHost.BuildReadOnly(settings, context, verbose: false);
        var state = host.Services.GetRequiredService<RoundFile>().Read();
        var memory = host.Services.GetRequiredService<CameraMemory>();
        var rows = cameras.Select(c => new Row(c, StoredAt(c, state, memory, settings.Options.Cameras.Root, context.Time.LocalTimeZone), StateOf(c, state)))
            .ToList();
        if (asJson)
            Console.WriteLine(Encoding.UTF8.GetString(Compose(rows)));
        else if (rows.Count > 0)
            Print(rows, context.Time.LocalTimeZone);
        return ExitCodes.Good;
    }

    private static string StateOf(CameraOptions camera, RoundState state) => !camera.Enabled ? "disabled" : state.Stored.Contains(camera.Label) ? "ok"
        : state.Failed.TryGetValue(camera.Label, out var reason) ? reason.Word : "not asked yet";

    /// <summary>When its newest picture was taken: by its name, or, where names do not tell, by its time.</summary>
    private static DateTimeOffset? StoredAt(CameraOptions camera, RoundState state, CameraMemory memory, string root, TimeZoneInfo zone)
    {
        if ((state.Pictures.GetValueOrDefault(camera.Label) ?? memory.Find(camera)?.LastPath) is not { } path)
            return null;
        if (PictureNames.TryParse(path, out var name) && name.Taken is { } taken && !zone.IsInvalidTime(taken))
            return new(taken, zone.GetUtcOffset(taken));
        var file = new FileInfo(Path.Combine(root, path));
        return file.Exists ? new DateTimeOffset(file.LastWriteTimeUtc) : null;
    }

    private static void Print(List<Row> rows, TimeZoneInfo zone)
    {
        var lines = rows.Select(r => new CameraRow(SafeText.Of(r.Camera.Label, LongestText), SafeText.Of(r.Camera.Host, LongestText), r.Auth,
            r.StoredAt is { } at ? TimeZoneInfo.ConvertTime(at, zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : "", r.State)).ToList();
        foreach (var line in CameraTable.Render(lines, Terminal.Width))
            Console.WriteLine(line);
    }

    private static byte[] Compose(List<Row> rows) => JsonBytes.Write(json =>
    {
        json.WriteStartArray();
        foreach (var row in rows)
        {
            json.WriteStartObject();
            json.WriteString("site", row.Camera.Site);
            json.WriteString("camera", row.Camera.Name);
            json.WriteString("host", row.Camera.Host);
            json.WriteString("auth", row.Auth);
            if (row.StoredAt is { } at)
                json.WriteNumber("last_stored_ts", at.ToUnixTimeSeconds());
            json.WriteString("state", row.State);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });

    private readonly record struct Row(CameraOptions Camera, DateTimeOffset? StoredAt, string State)
    {
        public string Auth => Camera.Auth.ToString().ToLowerInvariant();
    }
}
