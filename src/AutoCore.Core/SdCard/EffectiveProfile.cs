using AutoCore.Core.Configuration;
using AutoCore.Core.Storage;
using AutoCore.Policies.SdCard;

namespace AutoCore.Core.SdCard;

/// <summary>The profile's values with a drop-in file's values over them, each with its origin.</summary>
internal sealed record EffectiveProfile(
    SdCardProfile Profile, Fallback<int> DatabaseMb, Fallback<int> TelemetryDays, Fallback<int> LogDays, Fallback<int> CacheKb, Fallback<int> MmapMb,
    Fallback<int> BackupsKept, Fallback<int> SwapMb)
{
    /// <summary>A drop-in has a dozen lines.</summary>
    private const int MostBytes = 1_000_000;

    /// <summary>Chooses the profile by <c>SdCard:Size</c> or by the size of the file system that holds the data directory.</summary>
    public static EffectiveProfile Choose(SdCardOptions options, SettingReader s)
    {
        var profile = options.SizeGb is { } size ? SdCardPolicy.Find(size)! : Detect(s);
        return Overlay(profile, ReadDropIn(options.ProfileFile, s), Path.GetFileName(options.ProfileFile) ?? "");
    }

    private static SdCardProfile Detect(SettingReader s)
    {
        var detected = SdCardPolicy.Detect(FileSystemBytes(s.BaseDirectory));
        if (detected.TooSmall)
            s.Warn("Size", $"the file system of {s.BaseDirectory} is smaller than an 8 GB card; taking {detected.Profile.Name}");
        return detected.Profile;
    }

    private static EffectiveProfile Overlay(SdCardProfile profile, IReadOnlyDictionary<string, int> dropIn, string dropInName)
    {
        Fallback<int> Value(string key, int ofProfile, string? origin = null) =>
            dropIn.TryGetValue(key, out var value) ? new(value, dropInName) : new(ofProfile, origin ?? profile.Name);
        return new(
            profile,
            Value("MAX_DB_SIZE_MB", profile.DatabaseMb),
            Value("TELEMETRY_RETENTION_DAYS", profile.TelemetryDays),
            Value("LOG_RETENTION_DAYS", profile.LogDays),
            Value("CACHE_SIZE_KB", profile.CacheKb),
            // Whatever the card: a read error under a map is no error of SQLite's, it ends the process.
            Value("MMAP_SIZE_MB", 0, "default"),
            new(profile.BackupsKept, profile.Name),
            Value("SWAP_SIZE_MB", profile.SwapMb));
    }

    private static IReadOnlyDictionary<string, int> ReadDropIn(string? file, SettingReader s)
    {
        if (file is null)
            return new Dictionary<string, int>();
        try
        {
            var parsed = ProfileFile.Parse(PlainFile.ReadSmallText(file, MostBytes).Split('\n'));
            foreach (var (line, problem) in parsed.Problems)
                s.Report.Errors.Add($"{file}:{line}: {problem}");
            return parsed.Values;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            s.Fail("ProfileFile", $"cannot read {file}: {e.Message}");
            return new Dictionary<string, int>();
        }
    }

    /// <summary>The size of the file system below the nearest folder that exists, in bytes.</summary>
    private static long FileSystemBytes(string folder)
    {
        while (!Directory.Exists(folder) && Path.GetDirectoryName(folder) is { } parent)
            folder = parent;
        return new DriveInfo(folder).TotalSize;
    }
}
