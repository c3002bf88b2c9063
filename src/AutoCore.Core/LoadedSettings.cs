using System.Collections;
using AutoCore.Core.Configuration;
using AutoCore.Core.Hosting;
using AutoCore.Core.Storage;
using AutoCore.Policies.Hosting;

namespace AutoCore.Core;

/// <summary>The settings as read: good or not, with everything that there is to say about them.</summary>
/// <param name="Options">All settings; where one was wrong, its default stands.</param>
/// <param name="File">The file that was read, or null if there is none and the defaults stand.</param>
/// <param name="Report">Mistakes, warnings, origins.</param>
internal sealed record LoadedSettings(AutoCoreOptions Options, string? File, SettingReport Report)
{
    private static readonly string[] UsualFiles = ["appsettings.json", "/etc/autocore/appsettings.json"];

    /// <summary>Whether the daemon may start with them.</summary>
    public bool IsGood => Report.Errors.Count == 0;

    /// <summary>What the daemon's parts may know of it.</summary>
    public SettingsOrigin Origin => new(File, Options.Profile.Profile.Name, Report);

    /// <summary>The settings file: the one named on the command line, else <c>appsettings.json</c> in the working directory, else the one in
    /// <c>/etc/autocore</c>; null if there is none.</summary>
    public static string? FileFor(string? named) => named ?? UsualFiles.FirstOrDefault(System.IO.File.Exists);

    private static List<Setting> ReadFile(string path, string name, SettingReport report)
    {
        var content = System.IO.File.ReadAllBytes(path);
        if (!content.AsSpan().ContainsAnyExcept(" \t\r\n"u8))
            report.Errors.Add($"{name}: the file is empty: autocore setup writes one, and {{}} stands for all defaults");
        return report.Errors.Count > 0 ? [] : JsonSettings.Read(content, name, report.Errors);
    }

    /// <summary>Reads the file for a command, and the environment over it.</summary>
    /// <param name="named">The file named on the command line, or null.</param>
    /// <param name="place">Where the file lies with all links resolved, if that is known.</param>
    /// <param name="beforeUse">Called when it is known where the data lies, before anything else that the settings name is looked at.</param>
    public static LoadedSettings Load(string? named, IDictionary environment, string? place = null, Action<HostingOptions>? beforeUse = null)
    {
        var file = FileFor(named);
        var report = new SettingReport();
        List<Setting> settings = [];
        try
        {
            if (file is not null && Directory.Exists(place ?? file))
                report.Errors.Add($"{file}: is a folder: name the file in it, as in --config {Path.Combine(file, UsualFiles[0])}");
            else if (file is not null)
                settings = ReadFile(place ?? file, Path.GetFileName(file), report);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            report.Errors.Add($"{file}: there is no such file: look at its name, or let autocore setup --config {ShellWord.Of(file!)} write one");
        }
        catch (UnauthorizedAccessException)
        {
            report.Errors.Add($"{file}: {UnreadableFile.Describe(place ?? file!)}");
        }
        catch (IOException e)
        {
            report.Errors.Add($"{file}: cannot be read: {e.Message}");
        }
        // After a syntax error half of the keys are missing: what else would be said is not the user's mistake.
        var isBroken = report.Errors.Count > 0;
        var layers = isBroken ? SettingLayers.From([], new Hashtable()) : SettingLayers.From(settings, environment);
        report.Warnings.AddRange(layers.Warnings);
        var options = AutoCoreOptions.Read(new SettingReader(layers, report, ""), isBroken ? null : beforeUse);
        UnknownKeys.Report(layers, report);
        if (LocalClock.FindProblem(environment) is { } zone)
            report.Warnings.Add($"environment: {zone}");
        return new(options, file, report);
    }
}
