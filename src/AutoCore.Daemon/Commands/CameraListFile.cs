using AutoCore.Core;
using AutoCore.Core.Cameras;
using AutoCore.Core.Cameras.Inventory;
using AutoCore.Core.Commands;
using AutoCore.Core.Hosting;
using AutoCore.Core.Storage;
using AutoCore.Policies.Cameras.Inventory;
using AutoCore.Policies.Configuration;

namespace AutoCore.Daemon.Commands;

/// <summary>A camera that is added to the list.</summary>
/// <param name="Camera">As it stands there, with its name; null: it is not added.</param>
/// <param name="ExitCode">What the command ends with.</param>
/// <param name="Mistakes">Why it is not added.</param>
internal sealed record ListAddition(CameraOptions? Camera, int ExitCode, IReadOnlyList<string> Mistakes);

/// <summary>Where further cameras are written: the inventory file, or the list in the settings where there is none.</summary>
internal sealed class CameraListFile
{
    private const string UsualSettings = "/etc/autocore/appsettings.json";
    private const string NothingYet = "{}\n";

    private static readonly string[] Sources = ["AutoCore", "Cameras", "Sources"];
    private static readonly string[] InventoryFile = ["AutoCore", "Cameras", "InventoryFile"];

    private readonly string _settings;
    private readonly bool _isInventory;

    private readonly string _text;

    private CameraListFile(string settings, string? inventory)
    {
        (_settings, _isInventory) = (settings, inventory is not null);
        _text = File.Exists(settings) ? File.ReadAllText(settings) : NothingYet;
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

    /// <summary>Adds a camera to what stands in the list now, whoever has written there meanwhile; of the settings a copy of the old ones is kept, as
    /// <c>setup</c> does.</summary>
    /// <param name="wanted">The camera; without a name it gets one that is free then.</param>
    /// <param name="context">The environment.</param>
    /// <param name="isTrial">Whether it is only judged, as the daemon would, and nothing is written.</param>
    /// <exception cref="IOException">It cannot be read or written, or takes no addition; it is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not.</exception>
    public ListAddition Add(NewCamera wanted, CommandContext context, bool isTrial = false)
    {
        if (isTrial)
            return Compose(wanted, File.Exists(Path) ? PlainFile.ReadSmall(Path, CameraInventory.MostBytes) : null, context).Result;
        return SharedFile.Change(Path, CameraInventory.MostBytes, present => Compose(wanted, present, context), _isInventory ? null : $"{Path}.bak");
    }

    private FileChange<ListAddition> Compose(NewCamera wanted, byte[]? present, CommandContext context)
    {
        var cameras = Load(present, context).Options.Cameras;
        IReadOnlyList<CameraOptions> all = [.. cameras.Sources, .. cameras.Disabled];
        if (wanted.Read(all, out var mistakes) is not { } camera)
            return Refuse(ExitCodes.Usage, mistakes);
        if (NewCamera.FindTwin(camera, all) is { } twin)
            return Refuse(ExitCodes.Failed, [twin]);
        var entry = wanted.EntryOf(camera);
        var content = _isInventory ? InventoryWriter.Compose(Path, present, [entry])
            : Encoding.UTF8.GetBytes(WithSource(entry, present is null ? NothingYet : Encoding.UTF8.GetString(present).TrimStart('\uFEFF')));
        var errors = Load(content, context).Report.Errors;
        return errors.Count > 0 ? Refuse(ExitCodes.Configuration, [.. errors, $"{Path} was not changed."])
            : new(content, new(camera, ExitCodes.Good, []));
    }

    private static FileChange<ListAddition> Refuse(int exitCode, IReadOnlyList<string> mistakes) => new(null, new(null, exitCode, mistakes));

    private string WithSource(InventoryEntry entry, string text)
    {
        try
        {
            var camera = string.Join(", ", entry.Keys.Where(k => k.Value.Length > 0).Select(k => $"{JsonEditor.Quote(k.Key)}: {JsonEditor.Quote(k.Value)}"));
            return JsonLayout.Fit(JsonEditor.Append(text, $"{{ {camera} }}", Sources), text);
        }
        catch (JsonException e)
        {
            throw new IOException($"{Path}: {e.Message}", e);
        }
    }

    /// <summary>The same reading as the daemon's, from temporary files of the same names; null: there is no list.</summary>
    private LoadedSettings Load(byte[]? content, CommandContext context)
    {
        var folder = Directory.CreateTempSubdirectory("autocore-add-");
        try
        {
            var settings = content ?? Encoding.UTF8.GetBytes(NothingYet);
            var trial = System.IO.Path.Combine(folder.FullName, System.IO.Path.GetFileName(_settings));
            if (_isInventory)
            {
                var list = System.IO.Path.Combine(Directory.CreateDirectory(System.IO.Path.Combine(folder.FullName, "list")).FullName,
                    System.IO.Path.GetFileName(Path));
                if (content is not null)
                    File.WriteAllBytes(list, content);
                settings = Encoding.UTF8.GetBytes(JsonEditor.Set(_text, JsonEditor.Quote(list), InventoryFile));
            }
            File.WriteAllBytes(trial, settings);
            return LoadedSettings.Load(trial, context.Environment);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
