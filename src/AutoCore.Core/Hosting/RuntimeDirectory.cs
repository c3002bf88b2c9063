using System.Collections;

namespace AutoCore.Core.Hosting;

/// <summary>Where state lives that a restart may lose: systemd's runtime directory, on a tmpfs; else <c>run</c> in the data directory.</summary>
internal sealed class RuntimeDirectory(HostingOptions options, IDictionary environment)
{
    /// <summary>The folder.</summary>
    public string Path { get; } = environment["RUNTIME_DIRECTORY"] is string { Length: > 0 } given
        ? given.Split(':')[0]
        : LocalPath(options);

    /// <summary>The state for <c>autocore status</c>.</summary>
    public string StatusFile => System.IO.Path.Combine(Path, "status.json");

    /// <summary>The lock that the daemon holds while it runs.</summary>
    public string LockFile { get; } = System.IO.Path.Combine(LocalPath(options), "lock");

    /// <summary>Where a reader that is no service looks for the daemon's state, best first.</summary>
    public IEnumerable<string> Candidates => new[] { Path, "/run/autocore", System.IO.Path.GetDirectoryName(LockFile)! }.Distinct(StringComparer.Ordinal);

    private static string LocalPath(HostingOptions options) => System.IO.Path.Combine(options.DataDirectory, "run");
}
