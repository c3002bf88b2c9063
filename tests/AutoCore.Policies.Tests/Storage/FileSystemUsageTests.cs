using System.Buffers.Binary;
using AutoCore.Policies.Storage;

namespace AutoCore.Policies.Tests.Storage;

public sealed class FileSystemUsageTests
{
    [Fact]
    public void Read_StructOf64BitMachine_TakesEveryFieldFromItsPlace() => Check(StatvfsLayout.ForWord(8), fragmentAt: 8, blocksAt: 16);

    [Fact]
    public void Read_StructOf32BitMachine_TakesEveryFieldFromItsPlace() => Check(StatvfsLayout.ForWord(4), fragmentAt: 4, blocksAt: 8);

    [Fact]
    public void UsedPercent_RootReserve_IsReckonedAsDfDoes()
    {
        var usage = new FileSystemUsage(TotalBytes: 1000, FreeBytes: 150, AvailableBytes: 100, TotalFiles: 200, FreeFiles: 20);
        Assert.Equal(100.0 * 850 / 950, usage.UsedPercent!.Value, 6);
        Assert.Equal(90.0, usage.UsedFilesPercent!.Value, 6);
    }

    [Fact]
    public void BytesAbove_UsageOverTheLevel_IsWhatMustGo()
    {
        var usage = new FileSystemUsage(1000, 90, 90, 100, 5);
        Assert.Equal(110, usage.BytesAbove(80));
        Assert.Equal(15, usage.FilesAbove(80));
    }

    [Fact]
    public void UsedPercent_NoSizeAndNoInodes_IsUnknown()
    {
        var usage = new FileSystemUsage(0, 0, 0, 0, 0);
        Assert.Null(usage.UsedPercent);
        Assert.Null(usage.UsedFilesPercent);
        Assert.False(usage.IsAbove(1));
        Assert.True(usage.FilesAbove(80) < 0);
    }

    private static void Check(StatvfsLayout layout, int fragmentAt, int blocksAt)
    {
        var buffer = new byte[StatvfsLayout.BufferSize];
        Array.Fill(buffer, (byte)0xEE);
        // The words beside the fragment size are filled with rubbish on purpose: a field read with the wrong width shows.
        BinaryPrimitives.WriteUInt32LittleEndian(buffer.AsSpan(fragmentAt), 4096);
        if (blocksAt == 16)
            BinaryPrimitives.WriteUInt32LittleEndian(buffer.AsSpan(fragmentAt + 4), 0);
        long[] counters = [100, 60, 50, 1000, 400];
        for (var i = 0; i < counters.Length; i++)
            BinaryPrimitives.WriteInt64LittleEndian(buffer.AsSpan(blocksAt + (i * 8)), counters[i]);
        Assert.Equal(new FileSystemUsage(409_600, 245_760, 204_800, 1000, 400), layout.Read(buffer));
    }
}
