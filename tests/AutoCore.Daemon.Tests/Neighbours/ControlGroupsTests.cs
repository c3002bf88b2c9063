using AutoCore.Daemon.Neighbours;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Neighbours;

public sealed class ControlGroupsTests : IDisposable
{
    private const string Unit = "autocore-gateway.service";
    private readonly TemporaryFolder root = new();

    public void Dispose() => root.Dispose();

    [Fact]
    public void Read_Version2_TellsMemoryAndSwap()
    {
        root.Write("cgroup.controllers", "memory pids");
        WriteUnified($"system.slice/{Unit}");
        Assert.Equal(new UnitFigures(true, 41_000_000, 2_000_000), New().Read(Unit));
    }

    [Fact]
    public void Read_Version1_TellsMemoryAndSwap()
    {
        root.Write($"systemd/system.slice/{Unit}/cgroup.procs", "12\n");
        root.Write($"memory/system.slice/{Unit}/memory.usage_in_bytes", "41000000\n");
        root.Write($"memory/system.slice/{Unit}/memory.stat", "cache 1\ntotal_swap 2000000\n");
        Assert.Equal(new UnitFigures(true, 41_000_000, 2_000_000), New().Read(Unit));
    }

    [Fact]
    public void Read_UnitInASliceOfItsOwn_IsFound()
    {
        root.Write("cgroup.controllers", "");
        Directory.CreateDirectory(root["system.slice"]);
        WriteUnified($"user.slice/user-1000.slice/user@1000.service/app.slice/{Unit}");
        Assert.Equal(41_000_000, New().Read(Unit).MemoryBytes);
    }

    [Fact]
    public void Read_UnitWithoutProcesses_DoesNotRun()
    {
        root.Write("cgroup.controllers", "");
        root.Write($"system.slice/{Unit}/cgroup.events", "populated 0\nfrozen 0\n");
        Assert.Equal(new UnitFigures(false, null, null), New().Read(Unit));
        Assert.Equal(new UnitFigures(false, null, null), New().Read("other.service"));
    }

    [Fact]
    public void Read_MemoryAccountingSwitchedOff_LeavesMemoryOut()
    {
        root.Write("cgroup.controllers", "pids");
        root.Write($"system.slice/{Unit}/cgroup.events", "populated 1\n");
        Assert.Equal(new UnitFigures(true, null, null), New().Read(Unit));
    }

    [Fact]
    public void Read_NoSystemd_IsUnknown() => Assert.Equal(default, New().Read(Unit));

    private ControlGroups New() => new(root.Path);

    private void WriteUnified(string group)
    {
        root.Write($"{group}/cgroup.events", "populated 1\nfrozen 0\n");
        root.Write($"{group}/memory.current", "41000000\n");
        root.Write($"{group}/memory.swap.current", "2000000\n");
    }
}
