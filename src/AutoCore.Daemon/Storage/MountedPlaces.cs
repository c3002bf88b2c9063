using System.Collections.Concurrent;
using AutoCore.Core.Storage;
using AutoCore.Policies.Storage;

namespace AutoCore.Daemon.Storage;

/// <summary>The folders that may lie on disks of their own. One whose disk is gone is not used, for what is written there would fill the card.</summary>
/// <param name="watched"><c>DiskWatchdog:Mounts</c>.</param>
/// <param name="readFsTab">What is meant to be mounted.</param>
internal sealed class MountedPlaces(IReadOnlyList<string> watched, Func<FsTab> readFsTab)
{
    private readonly ConcurrentDictionary<string, string> _seen = new(StringComparer.Ordinal);

    /// <summary>Why a folder may not be used at present; null if it may.</summary>
    /// <param name="folder">Absolute; it need not be there.</param>
    public string? FindProblem(string folder)
    {
        try
        {
            // A disk that is mounted when it is used is mounted by this look.
            var path = FileSystems.ResolveNearest(folder);
            var (mounts, fsTab, seen) = (FileSystems.ReadMounts(), readFsTab(), _seen.GetValueOrDefault(folder));
            foreach (var way in new[] { folder, path })
            {
                if (MountedPlacePolicy.FindProblem(way, mounts, fsTab, watched, seen) is { } problem)
                    return $"{folder} is not used: {problem}";
            }
            if (MountedPlacePolicy.DiskOf(path, mounts) is { } disk)
                _seen[folder] = disk;
            return null;
        }
        catch (IOException e)
        {
            return $"{folder} is not used: {e.Message}";
        }
    }

    /// <summary>Throws while a folder may not be used.</summary>
    /// <exception cref="IOException">Its disk is not mounted.</exception>
    public void Require(string folder)
    {
        if (FindProblem(folder) is { } problem)
            throw new IOException(problem);
    }
}
