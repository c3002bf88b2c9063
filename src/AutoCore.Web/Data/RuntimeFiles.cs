using AutoCore.Core.Hosting;
using AutoCore.Core.Storage;

namespace AutoCore.Web.Data;

/// <summary>By what a change of a file is noticed.</summary>
internal readonly record struct RuntimeFileVersion(string Path, DateTime Written, long Bytes);

/// <summary>The small JSON files that the daemon replaces in its runtime directory, wherever that is; each is read again only when it has changed.</summary>
internal sealed class RuntimeFiles(RuntimeDirectory directory, HostingOptions hosting)
{
    /// <summary>How everything stands.</summary>
    public const string Status = "status.json";

    /// <summary>How each camera stands.</summary>
    public const string Cameras = "cameras.json";

    /// <summary>What happened and is not in the database yet.</summary>
    public const string Events = "events.json";

    /// <summary>The other nodes.</summary>
    public const string Fleet = "fleet.json";

    private const long LargestBytes = 16_000_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (RuntimeFileVersion Version, JsonElement Content)> _read = new(StringComparer.Ordinal);

    /// <summary>Which version of a file is there, or null if there is none.</summary>
    public RuntimeFileVersion? VersionOf(string name)
    {
        RuntimeFileVersion? newest = null;
        foreach (var folder in directory.Candidates)
        {
            var file = new FileInfo(Path.Combine(folder, name));
            if (file.Exists && (newest is not { } other || file.LastWriteTimeUtc > other.Written))
                newest = new(file.FullName, file.LastWriteTimeUtc, file.Length);
        }
        return newest;
    }

    /// <summary>The newest file of that name that this configuration's daemon wrote; null if there is none, or it is no JSON object.</summary>
    public JsonElement? Read(string name)
    {
        if (VersionOf(name) is not { Bytes: < LargestBytes } version)
            return null;
        lock (_gate)
        {
            if (_read.TryGetValue(name, out var known) && known.Version == version)
                return known.Content;
            if (TryParse(version.Path) is not { } content)
                return null;
            _read[name] = (version, content);
            return content;
        }
    }

    /// <summary>/run/autocore may belong to another daemon on the same machine.</summary>
    private JsonElement? TryParse(string path) => FileAttempt.OrElse(null, () => JsonBytes.Read<JsonElement?>(File.ReadAllBytes(path), null, json =>
        json.ValueKind == JsonValueKind.Object && (json.Text("data_directory") is not { } of || of == hosting.DataDirectory) ? json.Clone() : null));
}
