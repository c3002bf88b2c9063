using AutoCore.SystemTests.Backups;

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
}
