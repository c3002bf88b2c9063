using AutoCore.Core.Configuration;
using Microsoft.Extensions.Logging;

namespace AutoCore.Core.Logging;

/// <summary>How much is logged, by category, and whether to a file as well.</summary>
internal sealed record LoggingOptions(IReadOnlyDictionary<string, LogLevel> Levels, string? File)
{
    private static readonly (string, LogLevel)[] Words =
    [
        ("Trace", LogLevel.Trace), ("Debug", LogLevel.Debug), ("Information", LogLevel.Information), ("Warning", LogLevel.Warning),
        ("Error", LogLevel.Error), ("Critical", LogLevel.Critical), ("None", LogLevel.None),
    ];

    public static LoggingOptions Read(SettingReader s)
    {
        var section = s.Section("LogLevel");
        var levels = new Dictionary<string, LogLevel>(StringComparer.Ordinal)
        {
            ["Default"] = section.OneOf("Default", LogLevel.Information, "The least severe lines that are logged.", Words),
        };
        foreach (var category in section.Keys().Where(k => !k.Equals("Default", StringComparison.OrdinalIgnoreCase)))
            levels[category] = section.OneOf(category, LogLevel.Information, "The least severe lines of this category.", Words);
        return new(levels, s.OptionalLocation("File",
            "A file that gets the same lines, rotated at 5 MB, three kept; for machines without a journal. Moved or removed, it is begun anew."));
    }
}
