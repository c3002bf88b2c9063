using AutoCore.Policies.Storage;

namespace AutoCore.Core.Storage;

/// <summary>Asks the kernel whether what is written to a folder outlives the next boot.</summary>
internal static class LastingPlaces
{
    /// <summary>Why it does not; null if it does, or nothing is known.</summary>
    /// <exception cref="IOException">The folder cannot be reached.</exception>
    public static string? FindProblem(string folder) =>
        FileSystems.ReadMounts().FindFor(FileSystems.ResolveNearest(folder)) is { } mount ? FindProblem(mount) : null;

    /// <summary>The same for what lies on a mount.</summary>
    public static string? FindProblem(MountEntry mount) => LastingPlace.FindProblem(mount, FileAttempt.ReadText("/proc/cmdline"), IsContainer());

    private static bool IsContainer() =>
        File.Exists("/.dockerenv") || File.Exists("/run/.containerenv") || Environment.GetEnvironmentVariable("container") is { Length: > 0 };
}
