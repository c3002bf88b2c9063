using AutoCore.SystemTests.Backups;
using AutoCore.Testing;

namespace AutoCore.SystemTests;

/// <summary>Packages of npm that tests use, installed once for all of them beside their programs.</summary>
internal static class NpmPackage
{
    private static readonly SemaphoreSlim Installing = new(1);

    /// <summary>The folder <c>node_modules</c> that holds a package and what it needs.</summary>
    public static async Task<string> InstallAsync(string name, string version)
    {
        var place = Path.Combine(AppContext.BaseDirectory, "npm", $"{name}-{version}");
        var modules = Path.Combine(place, "node_modules");
        await Installing.WaitAsync();
        try
        {
            if (!Directory.Exists(Path.Combine(modules, name)))
                await Programs.RunAsync("npm", "install", "--no-audit", "--no-fund", "--prefix", place, $"{name}@{version}");
            return modules;
        }
        finally
        {
            Installing.Release();
        }
    }

    /// <summary>Installs what a folder of these tests has a <c>package-lock.json</c> for, each package held to its hash; no script of theirs is run.</summary>
    /// <param name="folder">The folder below that of these tests.</param>
    /// <returns>A copy of that folder, with <c>node_modules</c> in it.</returns>
    public static async Task<string> InstallLockedAsync(params string[] folder)
    {
        var place = Path.Combine(AppContext.BaseDirectory, "npm", folder[^1]);
        await Installing.WaitAsync();
        try
        {
            var isInstalled = false;
            Directory.CreateDirectory(place);
            foreach (var file in Directory.EnumerateFiles(Repository.Combine(["tests", "AutoCore.SystemTests", .. folder])))
            {
                var copy = Path.Combine(place, Path.GetFileName(file));
                if (Path.GetFileName(file) == "package-lock.json")
                    isInstalled = File.Exists(copy) && await File.ReadAllTextAsync(copy) == await File.ReadAllTextAsync(file);
                File.Copy(file, copy, overwrite: true);
            }
            if (!isInstalled || !File.Exists(Path.Combine(place, "node_modules", ".package-lock.json")))
                await Programs.RunAsync("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", place);
            return place;
        }
        finally
        {
            Installing.Release();
        }
    }
}
