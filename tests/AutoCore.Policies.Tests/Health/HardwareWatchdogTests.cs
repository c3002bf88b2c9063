using AutoCore.Policies.Health;

namespace AutoCore.Policies.Tests.Health;

public sealed class HardwareWatchdogTests
{
    [Theory]
    [InlineData("0\n", true)]
    [InlineData("infinity", true)]
    [InlineData("", true)]
    [InlineData("1min\n", false)]
    [InlineData("15s", false)]
    public void IsOff_ManagersProperty_SaysWhetherItIsFed(string value, bool isOff) => Assert.Equal(isOff, HardwareWatchdog.IsOff(value));
}
