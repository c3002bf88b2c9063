using AutoCore.Core.Storage;

namespace AutoCore.Daemon.Tests.Testing;

/// <summary>The mount that a test's folder lies on: there is none where the root is a folder of another system (chroot).</summary>
internal static class MountBelow
{
    /// <summary>The kind of its file system, as <c>tmpfs</c>; null if no mount is told.</summary>
    public static string? KindOf(string path) => FileSystems.ReadMounts().FindFor(path)?.FileSystemType;

    /// <summary>Leaves a test out where none is told.</summary>
    public static void Require(string path) =>
        Assert.SkipUnless(KindOf(path) is not null, $"no mount is told for {path}: this root is a folder of another system (chroot)");
}
