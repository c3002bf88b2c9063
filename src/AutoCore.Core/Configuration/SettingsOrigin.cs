using AutoCore.Policies.Hosting;

namespace AutoCore.Core.Configuration;

/// <summary>Where the settings in effect come from, for those that report or keep it.</summary>
/// <param name="File">The file that was read, or null if there is none and the defaults stand.</param>
/// <param name="Profile">The name of the card's profile.</param>
/// <param name="Report">What reading them brought to light.</param>
internal sealed record SettingsOrigin(string? File, string Profile, SettingReport Report)
{
    /// <summary>Whether the file, or one that it names, was written after a time: by the times of the files, so never where the clock was behind.</summary>
    /// <param name="named">Files that the settings name, or null.</param>
    public bool WasWrittenAfter(DateTimeOffset time, IEnumerable<string?> named) =>
        named.Append(File).OfType<string>().Any(file => System.IO.File.GetLastWriteTimeUtc(file) > time.UtcDateTime);

    /// <summary>Eight hex digits that change when any effective value changes.</summary>
    public string Hash()
    {
        var text = string.Join('\n', Report.Effective.Select(e => $"{e.Path}={e.Value}"));
        return Convert.ToHexStringLower(Sha256.HashData(Encoding.UTF8.GetBytes(text)))[..8];
    }
}
