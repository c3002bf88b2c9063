using AutoCore.Daemon.WalCheckpoint;

namespace AutoCore.Daemon.Tests.WalCheckpoint;

public sealed class SnapshotHoldersTests
{
    [Theory]
    [InlineData("1: POSIX  ADVISORY  READ 1234 fe:00:5678 124 124", 1234)]
    [InlineData("1: POSIX  ADVISORY  READ 1234 fe:00:5678 128 128", null)]
    [InlineData("1: POSIX  ADVISORY  WRITE 1234 fe:00:5678 124 124", null)]
    [InlineData("1: POSIX  ADVISORY  READ 1234 fe:00:15678 124 124", null)]
    [InlineData("1: -> POSIX  ADVISORY  READ 1234 fe:00:5678 124 124", null)]
    [InlineData("nonsense", null)]
    public void HolderIn_Line_IsTheProcessWithAReadLock(string line, int? pid) => Assert.Equal(pid, SnapshotHolders.HolderIn(line, 5678)?.Process);
}
