using System.Security.Cryptography;
using AutoCore.Core.Hosting;
using AutoCore.Core.Storage;
using AutoCore.Daemon.Hosting;
using AutoCore.Policies.Fleet;

namespace AutoCore.Daemon.Fleet;

/// <summary>
/// Keeps the newest good list on the card, a folder for each version, so that a start without a broker has it. A list gets its folder's name when all
/// of it is there and found good, and only then the one before it goes.
/// </summary>
internal sealed class FleetListStore(HostingOptions hosting, ICameraListReader reader)
{
    private const string ManifestFile = "list.json";

    private readonly string _root = Path.Combine(hosting.DataDirectory, "fleet");

    private string Incoming => Path.Combine(_root, ".incoming");

    /// <summary>The newest list that is whole; null if there is none.</summary>
    public FleetList? Load()
    {
        if (!Directory.Exists(_root))
            return null;
        // Where one cannot be read, the list before it, or the broker's, must do.
        return Directory.EnumerateDirectories(_root).OrderByDescending(VersionOf).Where(f => VersionOf(f) > 0)
            .Select(folder => FileAttempt.OrElse(null, () => Load(folder))).FirstOrDefault(list => list is not null);
    }

    private FleetList? Load(string folder) =>
        FleetManifest.Read(File.ReadAllBytes(Path.Combine(folder, ManifestFile)), key: null).Manifest is { } manifest ? Read(folder, manifest).List : null;

    /// <summary>Makes room for a list that arrives.</summary>
    public void Begin()
    {
        if (Directory.Exists(Incoming))
            Directory.Delete(Incoming, recursive: true);
        Directory.CreateDirectory(Incoming);
    }

    /// <summary>Keeps a part that arrived.</summary>
    public void Add(int part, ReadOnlySpan<byte> bytes) => AtomicFile.Write(PartFile(Incoming, part), bytes, durable: false);

    /// <summary>Judges what arrived, and keeps it if it is good.</summary>
    /// <param name="manifest">What was told of it.</param>
    /// <param name="message">The same as it came.</param>
    /// <returns>The list, or what is wrong with it.</returns>
    public (FleetList? List, string? Problem) Complete(FleetManifest manifest, ReadOnlyMemory<byte> message)
    {
        var (list, problem) = Read(Incoming, manifest);
        if (list is null)
            return (null, problem);
        AtomicFile.Write(Path.Combine(Incoming, ManifestFile), message.Span, durable: false);
        Posix.SyncFileSystem(Incoming);
        var folder = Path.Combine(_root, manifest.Version.ToString(CultureInfo.InvariantCulture));
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        Directory.Move(Incoming, folder);
        Posix.SyncFolder(_root);
        foreach (var old in Directory.EnumerateDirectories(_root).Where(f => VersionOf(f) > 0 && f != folder).ToList())
            Directory.Delete(old, recursive: true);
        return (list with { Files = Files(folder, manifest) }, null);
    }

    private (FleetList? List, string? Problem) Read(string folder, FleetManifest manifest)
    {
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (cameras, assignments, names) = (new List<ulong>(manifest.Cameras), new List<int>(manifest.Cameras), new HashSet<ulong>(manifest.Cameras));
        foreach (var file in Files(folder, manifest))
        {
            var bytes = File.ReadAllBytes(file);
            sum.AppendData(bytes);
            if (bytes.Length > FleetManifest.LargestPart || ListPart.TryRead(bytes, manifest.Roster.Count) is not { } part)
                return (null, $"{Path.GetFileName(file)} is no part of a list");
            var found = reader.Read(part.Cameras);
            if (found.Errors.Count > 0)
                return (null, found.Errors[0]);
            if (found.Labels.Count != part.Assignments.Length)
                return (null, $"{Path.GetFileName(file)} has {found.Labels.Count} cameras and {part.Assignments.Length} seats");
            if (found.Labels.FirstOrDefault(l => !names.Add(FleetHash.Of(l.ToUpperInvariant()))) is { } twice)
                return (null, $"{twice} is there twice");
            cameras.AddRange(found.Labels.Select(FleetHash.Of));
            assignments.AddRange(part.Assignments);
        }
        if (Convert.ToHexStringLower(sum.GetHashAndReset()) != manifest.Sha256)
            return (null, "its checksum is wrong");
        if (cameras.Count != manifest.Cameras)
            return (null, $"it has {cameras.Count} cameras instead of {manifest.Cameras}");
        return (new(manifest, new([.. cameras], manifest.Roster, [.. assignments]), [.. cameras], [.. assignments], Files(folder, manifest)), null);
    }

    private static IReadOnlyList<string> Files(string folder, FleetManifest manifest) =>
        [.. Enumerable.Range(0, manifest.Parts).Select(p => PartFile(folder, p))];

    private static string PartFile(string folder, int part) => Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"part-{part:00000}"));

    private static long VersionOf(string folder) =>
        long.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;
}
