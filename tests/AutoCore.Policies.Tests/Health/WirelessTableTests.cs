using AutoCore.Policies.Health;

namespace AutoCore.Policies.Tests.Health;

public sealed class WirelessTableTests
{
    private static readonly string[] Header =
    [
        "Inter-| sta-|   Quality        |   Discarded packets               | Missed | WE",
        " face | tus | link level noise |  nwid  crypt   frag  retry   misc | beacon | 22",
    ];

    [Theory]
    [InlineData(" wlan0: 0000   54.  -56.  -256        0      0      0      0      0        0", "wlan0", -56.0, 77.1)]
    [InlineData(" wlan0: 0000   70.  -21.  -256        0      0      0      0      0        0", "wlan0", -21.0, 100.0)]
    [InlineData("wlx00c0ca: 0000   30   -80   -95        0      0      0      0      0        0", "wlx00c0ca", -80.0, 42.9)]
    [InlineData(" wlan0: 0000    0     0     0        0      0      0      0      0        0", "wlan0", null, null)]
    [InlineData(" wlan0: 0000    0  -256  -256        0      0      0      0      0        0", "wlan0", null, null)]
    [InlineData(" wlan0:", "wlan0", null, null)]
    public void Parse_Line_IsOneInterface(string line, string name, double? signal, double? quality) =>
        Assert.Equal([new WirelessLink(name, signal, quality)], WirelessTable.Parse([.. Header, line]));

    [Fact]
    public void Parse_NoInterface_IsNone()
    {
        Assert.Empty(WirelessTable.Parse(Header));
        Assert.Empty(WirelessTable.Parse([]));
        Assert.Empty(WirelessTable.Parse([.. Header, "nonsense"]));
    }
}
