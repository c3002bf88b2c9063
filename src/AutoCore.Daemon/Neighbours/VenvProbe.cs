using System.Text.RegularExpressions;
using AutoCore.Core.Storage;
using AutoCore.Policies.Neighbours;

namespace AutoCore.Daemon.Neighbours;

/// <summary>Looks into a Python virtual environment without running anything of it.</summary>
internal static partial class VenvProbe
{
    private const string DebianPackages = "/usr/lib/python3/dist-packages";

    /// <summary>A larger one is not measured: its size would cost more than it is worth.</summary>
    private const int MostFiles = 100_000;

    /// <summary>What there is of it.</summary>
    /// <param name="folder">The environment's folder; <c>requirements.txt</c> is looked for in it and beside it.</param>
    /// <param name="files">Looks at the files of its packages.</param>
    public static VenvFacts Read(string folder, PackageFiles files)
    {
        var config = ReadConfig(Path.Combine(folder, "pyvenv.cfg"));
        var interpreter = FindInterpreter(folder);
        var usesSystem = string.Equals(config.GetValueOrDefault("include-system-site-packages"), "true", StringComparison.OrdinalIgnoreCase);
        var requirements = new[] { Path.Combine(folder, "requirements.txt"),
            Path.Combine(Path.GetDirectoryName(folder) ?? "/", "requirements.txt") }.FirstOrDefault(File.Exists);
        var required = requirements is null ? [] : Requirement.Parse(string.Join('\n', PackageFiles.ReadLines(requirements)));
        var packages = PackagesIn(folder, usesSystem);
        return new(
            folder, Look(folder), config.Count > 0, MajorMinor(config.GetValueOrDefault("version") ?? config.GetValueOrDefault("version_info")), usesSystem,
            Look(interpreter), VersionInName(interpreter), requirements, required,
            packages.ToDictionary(p => p.Key, p => p.Value.Version),
            files.Look(packages.Where(p => !p.Value.Folder.StartsWith(DebianPackages, StringComparison.Ordinal))
                .ToDictionary(p => p.Key, p => p.Value.Folder)));
    }

    /// <summary>The bytes of its files, or null if it cannot be looked at or has too many.</summary>
    public static long? MeasureBytes(string folder)
    {
        if (Look(folder) != Presence.There)
            return null;
        var all = new DirectoryInfo(folder)
            .EnumerateFiles(
            "*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint });
        var (files, bytes) = (0, 0L);
        foreach (var file in all)
        {
            if (++files > MostFiles)
                return null;
            bytes += file.Length;
        }
        return bytes;
    }

    /// <summary>Tells a file that is gone from one that this user may not see.</summary>
    private static Presence Look(string path)
    {
        try
        {
            var target = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
            _ = File.GetAttributes(target);
            return Presence.There;
        }
        catch (UnauthorizedAccessException)
        {
            return Presence.Hidden;
        }
        catch (IOException)
        {
            return Presence.Gone;
        }
    }

    private static string FindInterpreter(string folder)
    {
        var usual = Path.Combine(folder, "bin", "python");
        var other = Path.Combine(folder, "bin", "python3");
        return Look(usual) == Presence.Gone && Look(other) != Presence.Gone ? other : usual;
    }

    /// <summary>The version of the interpreter that a link leads to stands in its name, as in <c>/usr/bin/python3.11</c>.</summary>
    private static string? VersionInName(string interpreter) => FileAttempt.OrElse<string?>(null, () =>
        PythonName().Match(Path.GetFileName(File.ResolveLinkTarget(interpreter, returnFinalTarget: true)?.Name ?? interpreter)) is { Success: true } match
            ? match.Groups["version"].Value : null);

    private static string? MajorMinor(string? version) => version?.Split('.') is [var major, var minor, ..] ? $"{major}.{minor}" : null;

    private static Dictionary<string, string> ReadConfig(string file)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var pair in PackageFiles.ReadLines(file).Select(l => l.Split('=', 2, StringSplitOptions.TrimEntries)).Where(p => p.Length == 2))
            values[pair[0]] = pair[1];
        return values;
    }

    private static Dictionary<string, (string Version, string Folder)> PackagesIn(string folder, bool usesSystem)
    {
        var roots = Folders(Path.Combine(folder, "lib"), "python*").Select(d => Path.Combine(d, "site-packages"));
        var packages = new Dictionary<string, (string, string)>(StringComparer.Ordinal);
        foreach (var info in roots.Concat(usesSystem ? [DebianPackages] : []).SelectMany(r => Folders(r, "*-info")))
        {
            var match = InfoName().Match(Path.GetFileName(info));
            if (match.Success)
                packages.TryAdd(Requirement.Normalize(match.Groups["name"].Value), (match.Groups["version"].Value, info));
        }
        return packages;
    }

    private static string[] Folders(string folder, string pattern) => FileAttempt.OrElse<string[]>([], () => Directory.GetDirectories(folder, pattern));

    [GeneratedRegex(@"^python(?<version>\d+\.\d+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PythonName();

    [GeneratedRegex(@"^(?<name>.+?)-(?<version>\d[^-]*)(-.*)?\.(dist|egg)-info$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InfoName();
}
