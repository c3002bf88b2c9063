using System.Collections;
using System.Text;
using AutoCore.Daemon.Configuration;
using AutoCore.Policies.Cameras;

namespace AutoCore.Daemon.Cameras;

/// <summary>A list of cameras in a file of its own: a JSON array, or CSV whose first line names the keys. Its mistakes are mistakes of the settings.</summary>
internal static class CameraInventory
{
    private const string Key = "Inventory";

    /// <summary>Reads the cameras; mistakes go to the reader's report with the file's name and line.</summary>
    /// <param name="s">The section that names the file.</param>
    /// <param name="setting">The key that names it.</param>
    /// <param name="file">The file, or null.</param>
    public static IReadOnlyList<CameraOptions> Read(SettingReader s, string setting, string? file)
    {
        if (file is null)
            return [];
        byte[] content;
        try
        {
            content = File.ReadAllBytes(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            s.Fail(setting, $"{file} cannot be read ({e.Message}); make it a readable JSON array or CSV file, or set null");
            return [];
        }
        var report = new SettingReport();
        var cameras = ReadEntries(content, Path.GetFileName(file), report);
        s.Report.Add(report);
        return cameras;
    }

    /// <summary>Reads a JSON array that did not come as a file.</summary>
    public static IReadOnlyList<CameraOptions> ReadJson(ReadOnlySpan<byte> json, string name, SettingReport report) => Check(JsonSettings.Read(json, name, report.Errors, Key), report);

    private static IReadOnlyList<CameraOptions> ReadEntries(byte[] content, string name, SettingReport report)
    {
        var isJson = content.AsSpan().TrimStart("\xEF\xBB\xBF \t\r\n"u8) is [(byte)'[' or (byte)'{' or (byte)'/', ..];
        var settings = isJson ? JsonSettings.Read(content, name, report.Errors, Key) : ReadCsv(Encoding.UTF8.GetString(content).TrimStart('\uFEFF'), name, report);
        return Check(settings, report);
    }

    private static IReadOnlyList<CameraOptions> Check(List<Setting> settings, SettingReport report)
    {
        if (report.Errors.Count > 0)
            return [];
        var layers = SettingLayers.From(settings, new Hashtable());
        var cameras = new SettingReader(layers, report, "").Sections(Key, "The cameras.", CameraOptions.Read);
        UnknownKeys.Report(layers, report);
        return cameras;
    }

    private static List<Setting> ReadCsv(string text, string name, SettingReport report)
    {
        var settings = new List<Setting>();
        var rows = CsvTable.Parse(text);
        if (rows.Count == 0)
        {
            report.Errors.Add($"{name}:1: the file is empty: expected a JSON array, or CSV with a header such as Site,Name,Url");
            return settings;
        }
        var header = rows[0].Fields;
        for (var i = 1; i < rows.Count; i++)
        {
            var (line, fields) = rows[i];
            var path = $"{Key}:{i - 1}";
            settings.Add(new(path, SettingKind.Section, "", name, line));
            if (fields.Count > header.Count)
                report.Errors.Add($"{name}:{line}: {path}: {fields.Count} fields, but the header names {header.Count}; put fields that hold a separator in quotation marks");
            settings.AddRange(header.Zip(fields).Where(f => f.First.Length > 0 && f.Second.Length > 0).Select(f => new Setting($"{path}:{f.First}", SettingKind.Cell, f.Second, name, line)));
        }
        return settings;
    }
}
