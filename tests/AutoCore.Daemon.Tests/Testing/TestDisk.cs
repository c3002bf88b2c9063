using System.Diagnostics;

namespace AutoCore.Daemon.Tests.Testing;

/// <summary>A small disk that can be taken away and put back; only root can mount one.</summary>
internal sealed class TestDisk : IDisposable
{
    private bool _isMounted;

    public TestDisk(string path)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root mounts");
        Path = Directory.CreateDirectory(path).FullName;
        Mount();
    }

    public string Path { get; }

    public void Mount()
    {
        Assert.SkipUnless(Run("mount", "-t", "tmpfs", "-o", "size=64M", "tmpfs", Path), "nothing can be mounted here");
        _isMounted = true;
    }

    public void TakeAway()
    {
        Assert.True(Run("umount", "-l", Path));
        _isMounted = false;
    }

    public void Dispose()
    {
        if (_isMounted)
            TakeAway();
    }

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
