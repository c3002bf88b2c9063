using System.CommandLine;
using AutoCore.Core.Commands;
using AutoCore.Core.Configuration;
using AutoCore.Policies.Cameras.Http;
using AutoCore.Policies.Cameras.Inventory;
using AutoCore.Policies.Configuration;
using AutoCore.Policies.SdCard;

namespace AutoCore.Daemon.Commands;

/// <summary>A question of <c>autocore setup</c>: its option, its words on a terminal, the setting that it answers.</summary>
/// <param name="Option">The option with the same answer.</param>
/// <param name="Text">The question.</param>
/// <param name="Path">The setting, from the root on.</param>
/// <param name="ToJson">The answer as the setting's value.</param>
/// <param name="Rule">What an answer may be, beside <see cref="SetupAnswers.Nothing"/>.</param>
internal sealed record SetupQuestion(Option<string?> Option, string Text, string[] Path, Func<string, string> ToJson, TextRule Rule)
{
    /// <summary>The rule in words.</summary>
    public string Allowed => $"{Rule.Allowed}, or {SetupAnswers.Nothing}";

    /// <summary>Whether it is an answer.</summary>
    public bool Allows(string answer) => answer == SetupAnswers.Nothing || Rule.Holds(answer);
}

/// <summary>The questions, and what becomes of a settings file with their answers.</summary>
internal static class SetupAnswers
{
    /// <summary>The answer that empties a setting.</summary>
    public const string Nothing = "none";

    private const string AddByCommand = "add it by autocore cameras add ADDRESS --user NAME --password-key CAMERA_PASSWORD";

    public static IReadOnlyList<SetupQuestion> Questions { get; } =
    [
        Ask("--card", "GB", "Size of the SD card in GB: 8, 16, 32, 64, or auto", NumberOrText, CardSize, "SdCard", "Size"),
        Ask("--node", "NAME", "Name of this machine in the MQTT topics", Text, TextRule.TopicLevel, "Node"),
        Ask("--broker", "HOST", "Host of the MQTT broker", Text, HostName, "Mqtt", "Host"),
        Ask("--broker-user", "NAME", "User name at the broker (the password goes into the secrets file as MQTT_PASSWORD=…)", Text, AnyText, "Mqtt", "UserName"),
        Ask("--cameras", "FILE", "List of cameras, a .csv or .json file", FileHere, TextRule.Path, "Cameras", "InventoryFile"),
        Ask("--second-place", "FOLDER", "Folder on another disk that gets a copy of each backup", Text, TextRule.Path, "Backups", "CopyTo"),
    ];

    private static TextRule AnyText => new(ValueRule.AnyText, static _ => true);

    private static TextRule HostName => new("a host name or address without spaces, scheme, user and path, for example broker.local",
        static t => !t.Any(c => c is '/' or '@' || char.IsWhiteSpace(c) || char.IsControl(c)));

    private static TextRule CardSize => new($"{string.Join(", ", SdCardProfile.All.Select(p => p.SizeGb))} or auto",
        static t => t.Equals("auto", StringComparison.OrdinalIgnoreCase)
        || (int.TryParse(t, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && SdCardPolicy.Find(size) is not null));

    /// <summary>Cameras to add, each <c>SITE/NAME=URL</c>, or its address alone.</summary>
    public static ValuesOption Cameras { get; } = new("--camera", "SITE/NAME=URL on one line, for example Shop/P1=http://10.0.0.7/snapshot.jpg",
        static t => ReadCamera("{}", t) is { } camera && NewCamera.FindUnseen(camera.Url) is null)
    { Description = "A camera to add: SITE/NAME=URL; may be given several times", HelpName = "CAMERA" };

    /// <summary>What is wrong with cameras that were given as options, with the remedy and without their secrets; null: nothing.</summary>
    public static string? FindMistake(IEnumerable<string> cameras) =>
        cameras.Select(static c => ReadCamera("{}", c)?.FindMistake(AddByCommand)).FirstOrDefault(static m => m is not null);

    /// <summary>Files of the scripts that this program replaces, to be taken over.</summary>
    public static ValuesOption Imports { get; } = new("--import", ValueRule.Path, static t => t.Length > 0)
    {
        Description = "Take over a settings file of the Python scripts: .camera_config.json, .env, storage_16gb.conf; may be given several times",
        HelpName = "FILE",
    };

    /// <summary>The file with an answer in it.</summary>
    public static string Apply(string json, SetupQuestion question, string answer) => JsonEditor.Set(json, question.ToJson(answer), question.Path);

    /// <summary>The file with a further camera, or null if the answer is none.</summary>
    public static string? AddCamera(string json, string answer) => ReadCamera(json, answer) is { } camera ? AddCamera(json, camera) : null;

    /// <summary>The file with a further camera.</summary>
    public static string AddCamera(string json, NewCamera camera)
    {
        var keys = new (string Key, string? Value)[]
        {
            ("Site", camera.Site), ("Name", camera.Name), ("Url", camera.Url), ("UserName", camera.User), ("PasswordKey", camera.PasswordKey),
        };
        var entry = string.Join(", ", keys.Where(static k => k.Value is not null).Select(static k => $"{JsonEditor.Quote(k.Key)}: {JsonEditor.Quote(k.Value!)}"));
        return JsonEditor.Append(json, $"{{ {entry} }}", "AutoCore", "Cameras", "Sources");
    }

    /// <summary>The camera of an answer, which has a name from now on; null: it is none.</summary>
    public static NewCamera? ReadCamera(string json, string answer)
    {
        if (CameraAddress.Create(answer) is not null)
            answer = $"{NextLabel(json)}={answer}";
        if (answer.Split('=', 2) is not [var label, var url] || label.LastIndexOf('/') is not (> 0 and var slash) || slash == label.Length - 1)
            return null;
        return new(url.Trim(), label[..slash], label[(slash + 1)..], User: null, PasswordKey: null);
    }

    /// <summary>The name of a camera that was given none.</summary>
    private static string NextLabel(string json)
    {
        var present = JsonEditor.Find(json, "AutoCore", "Cameras", "Sources") is ['[', ..] list ? list : "[]";
        using var entries = JsonDocument.Parse(present, new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        var cameras = entries.RootElement.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.Object)
            .Select(e => (Site: TextOf(e, "Site"), Name: TextOf(e, "Name"))).ToList();
        var site = CameraNaming.SiteOf(cameras.Select(c => c.Site));
        return $"{site}/{CameraNaming.NameIn(site, cameras)}";
    }

    private static string TextOf(JsonElement entry, string key) =>
        entry.EnumerateObject().FirstOrDefault(p => p.Name.Equals(key, StringComparison.OrdinalIgnoreCase)).Value is { ValueKind: JsonValueKind.String } text
            ? text.GetString()! : "";

    private static SetupQuestion Ask(string option, string helpName, string text, Func<string, string> toJson, TextRule rule, params string[] path) =>
        new(new ValueOption<string?>(option, $"{rule.Allowed}, or {Nothing}", ValueRule.Text(t => t == Nothing || rule.Holds(t)))
        {
            Description = text,
            HelpName = helpName
        }, text, ["AutoCore", .. path], toJson, rule);

    private static string Text(string answer) => answer == Nothing ? "null" : JsonEditor.Quote(answer);

    /// <summary>A file in the folder of who answers is named whole: the daemon stands elsewhere.</summary>
    private static string FileHere(string answer) => Text(File.Exists(answer) ? Path.GetFullPath(answer) : answer);

    private static string NumberOrText(string answer) =>
        int.TryParse(answer, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? answer : JsonEditor.Quote(answer);
}
