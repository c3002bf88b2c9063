using System.Text.RegularExpressions;
using AutoCore.Daemon.Mqtt;

namespace AutoCore.Daemon.Tests.Mqtt;

public sealed class ClientIdentityTests
{
    private const string MachineId = "0123456789abcdef0123456789abcdef";

    [Fact]
    public void Compute_MachineId_GivesSixteenHexDigitsThatDoNotShowIt()
    {
        var id = ClientIdentity.Compute(MachineId, "/var/lib/autocore");

        Assert.Matches(new Regex("^[0-9a-f]{16}$", RegexOptions.None, TimeSpan.FromSeconds(1)), id);
        Assert.DoesNotContain(id, MachineId, StringComparison.Ordinal);
        Assert.Equal(id, ClientIdentity.Compute(MachineId, "/var/lib/autocore"));
    }

    [Fact]
    public void Compute_OtherMachineOrDataDirectory_GivesAnotherId()
    {
        var id = ClientIdentity.Compute(MachineId, "/var/lib/autocore");

        Assert.NotEqual(id, ClientIdentity.Compute(MachineId, "/srv/autocore"));
        Assert.NotEqual(id, ClientIdentity.Compute("f" + MachineId[1..], "/var/lib/autocore"));
    }
}
