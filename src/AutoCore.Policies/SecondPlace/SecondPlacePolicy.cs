using AutoCore.Policies.Backups;
using AutoCore.Policies.Health;

namespace AutoCore.Policies.SecondPlace;

/// <summary>What is copied to a second place and what goes there, when a failed one is tried again, and how it stands with one.</summary>
public static class SecondPlacePolicy
{
    /// <summary>Time after a start before the network is used: starting is busy enough.</summary>
    public static readonly TimeSpan AfterStart = TimeSpan.FromMinutes(5);

    /// <summary>Time after which the remote is looked at again even if nothing is new here.</summary>
    public static readonly TimeSpan BetweenLooks = TimeSpan.FromDays(1);

    /// <summary>Where archives lie on a remote.</summary>
    public const string ArchiveFolder = "archives";

    private const string LeftoverEnding = ".partial";
    private static readonly TimeSpan OldHalf = TimeSpan.FromDays(30);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(6);

    /// <summary>Whether a file of a remote counts: as long as the local one, where there is one, and with its checksum beside it, which is copied
    /// last.</summary>
    /// <param name="file">Its name.</param>
    /// <param name="bytes">The length that it must have, or null.</param>
    /// <param name="there">Names and lengths on the remote.</param>
    public static bool IsComplete(string file, long? bytes, IReadOnlyDictionary<string, long> there) =>
        there.TryGetValue(file, out var length) && (bytes is null || length == bytes) && there.ContainsKey(file + BackupName.ChecksumEnding);

    /// <summary>The backups to copy, newest first: of each source those that are among its newest, here and there together, and not complete there.</summary>
    /// <param name="here">The verified local ones with their lengths.</param>
    /// <param name="there">Names and lengths on the remote.</param>
    /// <param name="keep">How many of each source the remote keeps.</param>
    public static IReadOnlyList<BackupName> Missing(IReadOnlyDictionary<BackupName, long> here, IReadOnlyDictionary<string, long> there, int keep) =>
    [
        .. here.Keys.Union(Complete(there)).GroupBy(b => b.Source, StringComparer.Ordinal)
            .SelectMany(of => of.OrderByDescending(b => b.At).Take(keep))
            .Where(b => here.TryGetValue(b, out var bytes) && !IsComplete(b.File, bytes, there))
            .OrderByDescending(b => b.At).ThenBy(b => b.Source, StringComparer.Ordinal),
    ];

    /// <summary>The complete backups of a remote.</summary>
    public static IEnumerable<BackupName> Complete(IReadOnlyDictionary<string, long> there) =>
        there.Keys.Select(BackupName.TryParse).OfType<BackupName>().Where(b => IsComplete(b.File, null, there));

    /// <summary>The files of a remote that go: those of backups beyond the number, halves that a cut left and nothing here completes, and what rclone itself
    /// left. A source's newest complete one always stays.</summary>
    public static IReadOnlyList<string> Excess(IReadOnlyCollection<BackupName> here, IReadOnlyDictionary<string, long> there, int keep)
    {
        var complete = Complete(there).ToHashSet();
        var old = complete.GroupBy(b => b.Source, StringComparer.Ordinal).SelectMany(of => BackupPolicy.Excess(of, made: null, keep));
        var halves = there.Keys.Select(
            file => BackupName.TryParse(file.EndsWith(BackupName.ChecksumEnding, StringComparison.Ordinal) ? file[..^BackupName.ChecksumEnding.Length] : file))
            .OfType<BackupName>().Distinct().Where(b => !complete.Contains(b) && !here.Contains(b));
        return [.. old.Concat(halves).SelectMany(FilesOf).Where(there.ContainsKey), .. there.Keys.Where(IsLeftover)];
    }

    /// <summary>
    /// What a cut left in the folder that installations share, where older versions wrote: no half of it counts, and one that is old by its name is sent by
    /// nobody any more. What has its checksum is whole and stays.
    /// </summary>
    /// <param name="there">Names and lengths in that folder.</param>
    /// <param name="now">The time, UTC.</param>
    public static IReadOnlyList<string> OldHalves(IReadOnlyDictionary<string, long> there, DateTimeOffset now) =>
    [
        .. there.Keys.Where(file => now - BackupName.TryParse(BackupName.Accompanied(Plain(file)) ?? Plain(file))?.At > OldHalf
            && (IsLeftover(file) || !there.ContainsKey(Plain(file) + BackupName.ChecksumEnding))).Order(StringComparer.Ordinal),
    ];

    /// <summary>Whether rclone wrote a file under a name of its own, NAME.RANDOM.partial, and never gave it its name.</summary>
    private static bool IsLeftover(string file) => file.EndsWith(LeftoverEnding, StringComparison.Ordinal);

    /// <summary>The name that a file was to get, or that a checksum is of.</summary>
    private static string Plain(string file)
    {
        if (IsLeftover(file) && file.LastIndexOf('.', file.Length - LeftoverEnding.Length - 1) is > 0 and var random)
            file = file[..random];
        return file.EndsWith(BackupName.ChecksumEnding, StringComparison.Ordinal) ? file[..^BackupName.ChecksumEnding.Length] : file;
    }

    /// <summary>The archives of a remote that go, oldest first: they are named by their day.</summary>
    public static IReadOnlyList<string> ExcessArchives(IReadOnlyDictionary<string, long> there, int? keep)
    {
        if (keep is not { } number)
            return [];
        var archives = there.Keys.Where(f => f.StartsWith($"{ArchiveFolder}/", StringComparison.Ordinal) && IsComplete(f, null, there))
            .OrderDescending(StringComparer.Ordinal);
        return [.. archives.Skip(number).Reverse().SelectMany(f => new[] { f, f + BackupName.ChecksumEnding })];
    }

    /// <summary>The pause after failures in a row: doubling from five minutes to six hours.</summary>
    public static TimeSpan PauseAfter(int failures)
    {
        var pause = FirstPause * Math.Pow(2, Math.Clamp(failures - 1, 0, 20));
        return pause < LongestPause ? pause : LongestPause;
    }

    /// <summary>How it stands with a remote: failing is a warning; critical once nothing has been copied for a week though something waits.</summary>
    /// <param name="failures">Failures in a row.</param>
    /// <param name="waiting">For how long the oldest has waited, or null if nothing waits.</param>
    public static Rating Rate(int failures, TimeSpan? waiting) =>
        waiting > TimeSpan.FromDays(7) ? Rating.Critical : failures > 0 || waiting > TimeSpan.FromDays(2) ? Rating.Warning : Rating.Ok;

    /// <summary>The backup first, then its checksum: a cut in between never leaves one that seems whole.</summary>
    private static IEnumerable<string> FilesOf(BackupName backup) =>
        new[] { backup.File, backup.ConfigurationFile }.SelectMany(f => new[] { f, f + BackupName.ChecksumEnding });
}
