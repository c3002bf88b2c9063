using System.Text.Json;
using System.Text.Json.Nodes;
using AutoCore.Core.Configuration;

namespace AutoCore.Daemon.Tests.Generated;

/// <summary><c>appsettings.schema.json</c>: by it editors complete and check the settings.</summary>
public sealed class SchemaFileTests
{
    private static readonly JsonSerializerOptions Indented =
        new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public void Schema_IsUpToDate() => GeneratedFile.AssertUpToDate("appsettings.schema.json", Compose().ToJsonString(Indented) + "\n");

    private static JsonObject Compose()
    {
        var root = Section();
        root["$schema"] = "http://json-schema.org/draft-07/schema#";
        root["title"] = "Settings of AutoCore.Daemon";
        Properties(root)["$schema"] = new JsonObject { ["type"] = "string" };
        foreach (var (setting, value) in SettingRegister.All())
            Place(root, setting, value);
        Properties(root["properties"]!["Logging"]!["properties"]!["LogLevel"]!.AsObject());
        root["properties"]!["Logging"]!["properties"]!["LogLevel"]!["additionalProperties"] = new JsonObject { ["type"] = "string" };
        return root;
    }

    private static void Place(JsonObject root, SettingDescription setting, string value)
    {
        var at = root;
        var parts = setting.Path.Split(':');
        foreach (var part in parts[..^1])
            at = part == "[]" ? Child(at, "items") : Child(Properties(at), part);
        Properties(at)[parts[^1]] = Describe(setting, value);
    }

    private static JsonObject Describe(SettingDescription setting, string value)
    {
        var form = setting.Form;
        var type = form.Type == "duration" ? "string" : form.Type;
        var described = new JsonObject { ["description"] = $"{setting.Sentence} Default: {value}. Allowed: {form.Allowed}." };
        if (form.Type == "array")
        {
            described["type"] = new JsonArray("array", "null");
            if (form.Choices is { } words)
                described["items"] = new JsonObject { ["enum"] = new JsonArray([.. words.Select(w => JsonValue.Create(w))]) };
            return described;
        }
        if (form.Choices is { } choices)
        {
            var numbers = choices.Where(c => int.TryParse(c, out _)).Select(c => JsonValue.Create(int.Parse(c)));
            described["enum"] = new JsonArray([.. choices.Select(c => JsonValue.Create(c)), .. numbers, null]);
            return described;
        }
        described["type"] = new JsonArray(type, "null");
        if (form.Type == "duration")
            described["pattern"] = @"^(\d+\.)?\d\d:\d\d:\d\d(\.\d{1,3})?$";
        if (form.Minimum is { } minimum)
            described["minimum"] = minimum;
        if (form.Maximum is { } maximum)
            described["maximum"] = maximum;
        return described;
    }

    private static JsonObject Section() =>
        new() { ["type"] = new JsonArray("object", "null"), ["additionalProperties"] = false, ["properties"] = new JsonObject() };

    private static JsonObject Properties(JsonObject section) => section["properties"]!.AsObject();

    private static JsonObject Child(JsonObject of, string name)
    {
        if (of[name] is not JsonObject child)
            of[name] = child = Section();
        return child;
    }
}
