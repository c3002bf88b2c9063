using AutoCore.Core;
using AutoCore.Core.Cameras.Inventory;
using AutoCore.Core.Commands;
using AutoCore.Core.Storage;
using AutoCore.Policies.Cameras.Inventory;
using AutoCore.Policies.Configuration;

namespace AutoCore.Daemon.Commands;

/// <summary>A change of the list, before it is written.</summary>
/// <param name="Content">The whole file.</param>
/// <param name="Mistakes">What the daemon would say of it.</param>
internal sealed record ListChange(byte[] Content, IReadOnlyList<string> Mistakes);

/// <summary>Where further cameras are written: the inventory file, or the list in the settings where there is none.</summary>
internal sealed class CameraListFile
{
    private const string UsualSettings = "/etc/autocore/appsettings.json";

    private static readonly string[] Sources = ["AutoCore", "Cameras", "Sources"];
    private static readonly string[] InventoryFile = ["AutoCore", "Cameras", "InventoryFile"];

    private readonly string _settings;
    private readonly bool _isInventory;

    private readonly string _text;

    private CameraListFile(string settings, string? inventory)
    {
        (_settings, _isInventory) = (settings, inventory is not null);
        _text = File.Exists(settings) ? File.ReadAllText(settings) : "{}\n";
        Path = inventory ?? settings;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The list of some settings.</summary>
    public static CameraListFile Of(LoadedSettings settings) =>
        new(System.IO.Path.GetFullPath(settings.File ?? UsualSettings), settings.Options.Cameras.InventoryFile);

    /// <summary>Why it cannot be written, with the remedy; null if it can.</summary>
    public string? FindObstacle()
    {
        if (ProcessRights.IsRoot)
            return PathWalk.FindProblem(Path, isWritten: true) is { } problem ? $"{Path} is not written as root: {problem}" : null;
        var folder = System.IO.Path.GetDirectoryName(Posix.FindRealPath(Path) ?? Path)!;
        // Those that are missing are made.
        while (!Directory.Exists(folder) && System.IO.Path.GetDirectoryName(folder) is { } above)
            folder = above;
        if (ProcessRights.MayWrite(folder))
            return null;
        return ActingUser.HasRootAside
            ? $"{Path} is another user's, who may not write {folder}: root writes no list that others can change; put it where only root can"
            : $"{Environment.UserName} may not write {folder}, where {System.IO.Path.GetFileName(Path)} lies: run this with sudo";
    }

    /// <summary>The list with a further camera, judged as the daemon would.</summary>
    /// <exception cref="IOException">It cannot be read, or takes no addition.</exception>
    public ListChange Compose(InventoryEntry entry, CommandContext context)
    {
        var content = _isInventory ? InventoryWriter.Compose(Path, [entry]) : Encoding.UTF8.GetBytes(WithSource(entry));
        return new(content, FindMistakes(content, context));
    }

    /// <summary>Writes it; of the settings a copy of the old ones is kept, as <c>setup</c> does.</summary>
    public void Write(byte[] content)
    {
        if (!_isInventory && File.Exists(Path))
            InventoryWriter.Replace($"{Path}.bak", File.ReadAllBytes(Path), like: Path);
        InventoryWriter.Replace(Path, content);
    }

    private string WithSource(InventoryEntry entry)
    {
        try
        {
            var camera = string.Join(", ", entry.Keys.Where(k => k.Value.Length > 0).Select(k => $"{JsonEditor.Quote(k.Key)}: {JsonEditor.Quote(k.Value)}"));
            return JsonLayout.Fit(JsonEditor.Append(_text, $"{{ {camera} }}", Sources), _text);
        }
        catch (JsonException e)
        {
            throw new IOException($"{Path}: {e.Message}", e);
        }
    }

    /// <summary>The same reading as the daemon's, from temporary files of the same names.</summary>
    private List<string> FindMistakes(byte[] content, CommandContext context)
    {
        var folder = Directory.CreateTempSubdirectory("autocore-add-");
        try
        {
            var settings = content;
            var trial = System.IO.Path.Combine(folder.FullName, System.IO.Path.GetFileName(_settings));
            if (_isInventory)
            {
                var list = System.IO.Path.Combine(Directory.CreateDirectory(System.IO.Path.Combine(folder.FullName, "list")).FullName,
                    System.IO.Path.GetFileName(Path));
                File.WriteAllBytes(list, content);
                settings = Encoding.UTF8.GetBytes(JsonEditor.Set(_text, JsonEditor.Quote(list), InventoryFile));
            }
            File.WriteAllBytes(trial, settings);
            return [.. LoadedSettings.Load(trial, context.Environment).Report.Errors];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
