using AutoCore.Policies.Health;

namespace AutoCore.Policies.Tests.Health;

public sealed class PowerStateTests
{
    [Theory]
    [InlineData("0\n", false, false, false, false, false)]
    [InlineData("0x50005", true, false, true, true, false)] // The supply is weak, now and before.
    [InlineData("50000\n", false, false, false, true, false)]
    [InlineData("0x80008", false, true, true, false, true)] // Heat alone.
    [InlineData("e0000", false, false, false, false, true)]
    [InlineData("4", false, false, true, false, false)]
    [InlineData("?\n", null, null, null, null, null)]
    [InlineData("", null, null, null, null, null)]
    [InlineData(null, null, null, null, null, null)]
    [InlineData("-1", null, null, null, null, null)]
    public void Parse_FirmwaresWord_TellsPowerAndHeatApart(
        string? word, bool? undervoltage, bool? heat, bool? throttled, bool? undervoltageSinceBoot, bool? heatSinceBoot) =>
        Assert.Equal(new PowerState(undervoltage, heat, throttled, undervoltageSinceBoot, heatSinceBoot), PowerState.Parse(word));

    [Theory]
    [InlineData(null, true, true, true)]
    [InlineData(null, false, false, false)]
    [InlineData("50000", false, false, true)]
    [InlineData("0", true, true, true)]
    [InlineData("0", null, false, false)]
    [InlineData(null, null, null, null)]
    public void With_VoltageMonitor_AddsWhatItSays(string? word, bool? alarm, bool? undervoltage, bool? sinceBoot)
    {
        var power = PowerState.Parse(word).With(alarm);

        Assert.Equal((undervoltage, sinceBoot), (power.Undervoltage, power.UndervoltageSinceBoot));
    }

    [Fact]
    public void After_MonitorForgot_IsRemembered()
    {
        var seen = default(PowerState).With(true);
        var now = default(PowerState).With(false).After(seen);

        Assert.Equal((false, true), (now.Undervoltage, now.UndervoltageSinceBoot));
        Assert.Null(default(PowerState).After(default).UndervoltageSinceBoot);
    }
}
