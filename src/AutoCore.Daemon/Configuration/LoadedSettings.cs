using System.Collections;
using System.Security.Cryptography;
using System.Text;

namespace AutoCore.Daemon.Configuration;

/// <summary>The settings as read: good or not, with everything that there is to say about them.</summary>
/// <param name="Options">All settings; where one was wrong, its default stands.</param>
/// <param name="File">The file that was read, or null if there is none and the defaults stand.</param>
/// <param name="Report">Mistakes, warnings, origins.</param>
internal sealed record LoadedSettings(AutoCoreOptions Options, string? File, SettingReport Report)
{
    private static readonly string[] UsualFiles = ["appsettings.json", "/etc/autocore/appsettings.json"];

    /// <summary>Whether the daemon may start with them.</summary>
    public bool IsGood => Report.Errors.Count == 0;

    /// <summary>Eight hex digits that change when any effective value changes.</summary>
    public string Hash()
    {
        var text = string.Join('\n', Report.Effective.Select(e => $"{e.Path}={e.Value}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..8];
    }

    /// <summary>Reads the file named on the command line, else <c>appsettings.json</c> in the working directory, else the one in <c>/etc/autocore</c>; and the environment over it.</summary>
    public static LoadedSettings Load(string? named, IDictionary environment)
    {
        var file = named ?? UsualFiles.FirstOrDefault(System.IO.File.Exists);
        var report = new SettingReport();
        List<Setting> settings = [];
        try
        {
            if (file is not null)
                settings = JsonSettings.Read(System.IO.File.ReadAllBytes(file), Path.GetFileName(file), report.Errors);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            report.Errors.Add($"{file}: cannot be read: {e.Message}");
        }
        // After a syntax error half of the keys are missing: what else would be said is not the user's mistake.
        var layers = report.Errors.Count > 0 ? SettingLayers.From([], new Hashtable()) : SettingLayers.From(settings, environment);
        var options = AutoCoreOptions.Read(new SettingReader(layers, report, ""));
        UnknownKeys.Report(layers, report);
        return new(options, file, report);
    }
}
