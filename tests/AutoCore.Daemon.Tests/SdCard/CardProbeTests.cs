using AutoCore.Daemon.SdCard;
using AutoCore.Daemon.Tests.Testing;

namespace AutoCore.Daemon.Tests.SdCard;

public sealed class CardProbeTests
{
    [Fact]
    public void WrittenBytesIn_StatOfABlockDevice_CountsSectorsOf512() =>
        Assert.Equal(3_995_368L * 512,
            CardProbe.WrittenBytesIn("   64524    11620  5728178    40448    18503    21433  3995368    13743        0    19772    55782     7674"));

    [Theory]
    [InlineData("")]
    [InlineData("1 2 3")]
    public void WrittenBytesIn_AnythingElse_IsUnknown(string stat) => Assert.Null(CardProbe.WrittenBytesIn(stat));

    [Theory]
    [InlineData("rchar: 1\nwrite_bytes: 8192\ncancelled_write_bytes: 4096\n", 4096L)]
    [InlineData("write_bytes: 0\ncancelled_write_bytes: 4096\n", 0L)]
    [InlineData("", null)]
    public void OwnBytesIn_IoFileOfAProcess_IsWhatReachesTheDevice(string io, long? bytes) => Assert.Equal(bytes, CardProbe.OwnBytesIn(io));

    [Fact]
    public void Read_FolderOfThisMachine_TellsWhatTheKernelTells()
    {
        MountBelow.Require("/");
        Assert.NotNull(CardProbe.Read("/").DaemonWrittenBytes);
    }
}
