using AutoCore.Core.Configuration;
using AutoCore.Core.Storage;
using AutoCore.Policies.Cameras.Inventory;

namespace AutoCore.Core.Cameras.Inventory;

/// <summary>
/// A list of cameras in a file of its own: a JSON array, or CSV whose first line names the keys. Its mistakes are mistakes of the settings.
/// It is read an entry at a time, so that its length costs time in proportion and no memory but the cameras'.
/// </summary>
internal static class CameraInventory
{
    /// <summary>The largest file that is read, in bytes.</summary>
    public const int MostBytes = 64_000_000;

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
            if (new FileInfo(file) is { Exists: true, Length: > MostBytes } large)
            {
                s.Fail(setting, $"{file} has {large.Length / 1e6:0} MB, {MostBytes / 1_000_000} MB are read at most; divide it among several nodes");
                return [];
            }
            content = PlainFile.ReadSmall(file, MostBytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            s.Fail(setting, $"{file} cannot be read ({e.Message}); make it a readable JSON array or CSV file, or set null");
            return [];
        }
        var entries = new InventoryEntries(Path.GetFileName(file), Key);
        ReadEntries(content, entries);
        if (entries.IsGuessed)
            s.Report.Warnings.Add($"{entries.Name}: neither UTF-8 nor marked as UTF-16, read as Windows-1252; if names look wrong, save it as \"CSV UTF-8\"");
        s.Report.Add(entries.Close(content));
        return entries.Cameras;
    }

    /// <summary>Whether there is no list yet: nothing of that name, not even a link, or a file with nothing in it.</summary>
    public static bool IsNone(string file)
    {
        const int mostBytes = 4096;
        try
        {
            return FileFacts.Read(file) is null
                || (FileFacts.Read(file, follow: true) is { IsRegular: true, Bytes: <= mostBytes }
                    && string.IsNullOrWhiteSpace(InventoryText.Decode(PlainFile.ReadSmall(file, mostBytes), out _)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Reads a JSON array that did not come as a file.</summary>
    public static IReadOnlyList<CameraOptions> ReadJson(ReadOnlySpan<byte> json, string name, SettingReport report)
    {
        var entries = new InventoryEntries(name, Key);
        JsonSettings.ReadEntries(json, name, entries.Errors, Key, entries.Take);
        report.Add(entries.Close(json));
        return entries.Cameras;
    }

    private static void ReadEntries(byte[] content, InventoryEntries entries)
    {
        // Most lists are JSON in UTF-8, and large ones are not turned into text.
        if (IsJson(content))
        {
            JsonSettings.ReadEntries(content, entries.Name, entries.Errors, Key, entries.Take);
            return;
        }
        if (content is [(byte)'P', (byte)'K', 3, 4, ..] or [0xD0, 0xCF, 0x11, 0xE0, ..])
        {
            entries.Errors.Add($"{entries.Name}: it is a spreadsheet's own file and no text: save it as CSV (\"CSV UTF-8\")");
            return;
        }
        var text = InventoryText.Decode(content, out var isGuessed);
        entries.IsGuessed = isGuessed;
        if (text.AsSpan().TrimStart() is ['[' or '{' or '/', ..])
            JsonSettings.ReadEntries(Encoding.UTF8.GetBytes(text), entries.Name, entries.Errors, Key, entries.Take);
        else
            ReadCsv(text, entries);
    }

    private static bool IsJson(ReadOnlySpan<byte> content)
    {
        var start = content.StartsWith(Encoding.UTF8.Preamble) ? content[Encoding.UTF8.Preamble.Length..] : content;
        return start.TrimStart(" \t\r\n"u8) is [(byte)'[' or (byte)'{' or (byte)'/', ..];
    }

    private static void ReadCsv(string text, InventoryEntries entries)
    {
        IReadOnlyList<string>? header = null;
        var index = 0;
        foreach (var (line, fields, isOpen) in CsvTable.Parse(text))
        {
            if (isOpen)
            {
                entries.Errors.Add(
                    $"{entries.Name}:{line}: a quotation mark begins here and is never closed; close it, or double it where it belongs to the text");
                return;
            }
            if (header is null && !IsHeader(header = fields, line, entries))
                return;
            if (header == fields)
                continue;
            if (!entries.Take(index++, [.. SettingsOf(header, fields, index - 1, line, entries)]))
                return;
        }
        if (header is null)
            entries.Errors.Add($"{entries.Name}:1: the file is empty: expected a JSON array, or CSV with a header such as Site,Name,Url");
    }

    /// <summary>Whether a line names columns; one that names none of those that all cameras have is told once, and not in every row.</summary>
    private static bool IsHeader(IReadOnlyList<string> header, int line, InventoryEntries entries)
    {
        var required = new[] { "Site", "Name", "Url" };
        if (!header.Any(h => required.Contains(h, StringComparer.OrdinalIgnoreCase)))
        {
            entries.Errors.Add(
                $"{entries.Name}:{line}: the first line names none of Site, Name and Url: write the columns' names there, with commas between them");
            return false;
        }
        foreach (var twice in header.Where(h => h.Length > 0).GroupBy(h => h, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
            entries.Warn($"{entries.Name}:{line}: {twice.Key} names {twice.Count()} columns, of which the last counts; take the others out");
        return true;
    }

    private static IEnumerable<Setting> SettingsOf(IReadOnlyList<string> header, IReadOnlyList<string> fields, int index, int line, InventoryEntries entries)
    {
        var path = $"{Key}:{index}";
        if (fields.Count > header.Count)
        {
            entries.Errors.Add(
                $"{entries.Name}:{line}: {path}: {fields.Count} fields, but the header names {header.Count}; put fields that hold a separator in quotation marks");
        }
        yield return new(path, SettingKind.Section, "", entries.Name, line);
        foreach (var (name, field) in header.Zip(fields).Where(f => f.First.Length > 0 && f.Second.Length > 0))
            yield return new($"{path}:{name}", SettingKind.Cell, field, entries.Name, line);
    }
}
