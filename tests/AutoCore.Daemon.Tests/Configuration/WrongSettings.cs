using System.Text.Json;
using System.Text.Json.Nodes;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Configuration;

/// <summary>Settings with one mistake each, made from the shipped ones with every list filled.</summary>
/// <param name="How">The kind of mistake and where it is.</param>
/// <param name="Key">The key that the message must name.</param>
/// <param name="Json">The file.</param>
internal sealed record WrongSettings(string How, string Key, string Json)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>The good ones, all of them with values of their own kind.</summary>
    public static string Good(string dataDirectory)
    {
        var root = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "appsettings.json")), documentOptions: Lenient)!;
        root.AsObject().Remove("$schema");
        var s = root["AutoCore"]!;
        s["Node"] = "pi-zero";
        s["DataDirectory"] = dataDirectory;
        s["SdCard"]!["Size"] = 16;
        s["SdCard"]!["EnduranceTbw"] = 30.5;
        s["Telemetry"]!["Retention"] =
            new JsonArray(JsonNode.Parse("""{ "Database": "/srv/x.db", "Table": "t", "TimestampColumn": "ts", "TimestampFormat": "iso8601", "Days": 3 }"""));
        s["Cameras"]!["Sources"] =
            new JsonArray(
            JsonNode.Parse(
            """{ "Site": "Shop", "Name": "P1", "Url": "http://127.0.0.1/a.jpg", "Auth": "digest", "UserName": "viewer", "PasswordKey": "CAMERA_PASSWORD" }"""));
        s["Neighbours"] = new JsonArray(JsonNode.Parse("""{ "Unit": "autocore-gateway.service", "VirtualEnvironment": "/srv/.venv", "Port": 8000 }"""));
        return root.ToJsonString(Indented);
    }

    /// <summary>Every single value broken in every way that fits its kind.</summary>
    public static IEnumerable<WrongSettings> All(string dataDirectory)
    {
        var good = Good(dataDirectory);
        foreach (var (path, value) in Leaves(JsonNode.Parse(good)!, ""))
        {
            foreach (var wrong in WrongValues(path, value))
                yield return new($"{path} = {wrong.ToJsonString()}", KeyOf(path), Change(good, path, node => node.ReplaceWith(wrong.DeepClone())));
            // Below LogLevel any name is a category.
            if (!path.StartsWith("Logging:LogLevel:", StringComparison.Ordinal))
                yield return new($"{path} misspelt", $"{KeyOf(path)}x", Change(good, path, node => Rename(node, $"{KeyOf(path)}x")));
            yield return new($"{path} without its colon", KeyOf(path), ReplaceFirst(good, $"\"{KeyOf(path)}\":", $"\"{KeyOf(path)}\""));
            yield return new($"{path} without its colon, all on one line", KeyOf(path),
                ReplaceFirst(good.ReplaceLineEndings(""), $"\"{KeyOf(path)}\":", $"\"{KeyOf(path)}\""));
        }
    }

    private static IEnumerable<JsonNode> WrongValues(string path, JsonNode value)
    {
        if (value is JsonArray)
        {
            yield return JsonValue.Create("text");
            yield return JsonValue.Create(5);
            yield break;
        }
        switch (value.GetValueKind())
        {
            case JsonValueKind.Number:
                yield return JsonValue.Create("text");
                yield return JsonValue.Create(true);
                yield return JsonValue.Create(-1);
                yield return JsonValue.Create(9_999_999_999);
                break;
            case JsonValueKind.True or JsonValueKind.False:
                yield return JsonValue.Create("yes");
                yield return JsonValue.Create(1);
                break;
            default:
                yield return JsonValue.Create(5);
                yield return JsonValue.Create("");
                yield return new JsonObject { ["x"] = 1 };
                if (IsDuration(value))
                {
                    yield return JsonValue.Create("30");
                    yield return JsonValue.Create("5m");
                    yield return JsonValue.Create("00:61:00");
                    yield return JsonValue.Create("-00:00:05");
                    yield return JsonValue.Create("9999.00:00:00");
                }
                break;
        }
    }

    private static bool IsDuration(JsonNode value) => value.GetValue<string>() is [>= '0' and <= '9', ..] text && text.Contains(':');

    private static IEnumerable<(string Path, JsonNode Value)> Leaves(JsonNode node, string path)
    {
        if (node is JsonObject section)
            return section.Where(p => p.Value is not null).SelectMany(p => Leaves(p.Value!, path.Length == 0 ? p.Key : $"{path}:{p.Key}"));
        if (node is JsonArray { Count: > 0 } list && list[0] is JsonObject)
            return list.SelectMany((entry, i) => Leaves(entry!, $"{path}:{i}"));
        return [(path, node)];
    }

    private static string Change(string json, string path, Action<JsonNode> change)
    {
        var root = JsonNode.Parse(json)!;
        var node = path.Split(':').Aggregate(root, (at, part) => int.TryParse(part, out var index) ? at[index]! : at[part]!);
        change(node);
        return root.ToJsonString(Indented);
    }

    private static void Rename(JsonNode node, string name)
    {
        var parent = node.Parent!.AsObject();
        parent.Remove(node.GetPropertyName());
        parent[name] = node;
    }

    private static string ReplaceFirst(string text, string what, string with)
    {
        var at = text.IndexOf(what, StringComparison.Ordinal);
        return string.Concat(text.AsSpan(0, at), with, text.AsSpan(at + what.Length));
    }

    private static string KeyOf(string path) => path[(path.LastIndexOf(':') + 1)..];
}
