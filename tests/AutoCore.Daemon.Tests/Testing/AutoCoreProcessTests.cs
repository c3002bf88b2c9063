using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Testing;

public sealed class AutoCoreProcessTests
{
    [Fact]
    public void ProgramPath_TestIsRunning_NamesTheBuiltDaemon() => Assert.True(File.Exists(AutoCoreProcess.ProgramPath), AutoCoreProcess.ProgramPath);
}
