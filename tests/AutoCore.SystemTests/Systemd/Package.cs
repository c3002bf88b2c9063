using System.Runtime.InteropServices;
using AutoCore.Testing;

namespace AutoCore.SystemTests.Systemd;

/// <summary>The Debian package as <c>make deb</c> left it, and other releases made of it.</summary>
internal static class Package
{
    /// <summary>The package.</summary>
    public static string Path { get; } = Find("autocore-daemon");

    /// <summary>The web page's package.</summary>
    public static string WebPath => Find("autocore-web");

    /// <summary>The version in it.</summary>
    public static string Version => System.IO.Path.GetFileName(Path).Split('_')[1];

    private static string Architecture => RuntimeInformation.OSArchitecture == System.Runtime.InteropServices.Architecture.Arm64 ? "arm64" : "amd64";

    /// <summary>This machine's; <c>make deb</c> leaves one of each name and architecture.</summary>
    private static string Find(string name) => Directory.GetFiles(Repository.Combine("artifacts"), $"{name}_*_{Architecture}.deb").SingleOrDefault()
        ?? throw new FileNotFoundException($"there is no package of {name} for {Architecture} in artifacts/: make deb");

    /// <summary>Makes another release of it in a folder.</summary>
    /// <param name="folder">Where to leave it.</param>
    /// <param name="version">Its version.</param>
    /// <param name="change">A line of bash run in its unpacked tree.</param>
    /// <param name="of">The package that it is made of; null: the daemon's.</param>
    public static async Task<string> MakeReleaseAsync(TemporaryFolder folder, string version, string change = "true", string? of = null)
    {
        var package = of ?? Path;
        var name = $"{System.IO.Path.GetFileName(package).Split('_')[0]}_{version}";
        var file = folder[$"{name}_{Architecture}.deb"];
        var steps =
            $"set -e; dpkg-deb -R '{package}' {name}; cd {name}; sed -i 's/^Version: .*/Version: {version}/; s/autocore-daemon (>= [^)]*)/autocore-daemon (>= {version})/' DEBIAN/control; {change}; dpkg-deb -Znone --root-owner-group --build . '{file}'";
        await using var packing = new ChildProcess(new("bash", ["-c", steps]) { WorkingDirectory = folder.Path });
        Assert.True(await packing.WaitForExitAsync() == 0, string.Join('\n', packing.Errors));
        return file;
    }
}
