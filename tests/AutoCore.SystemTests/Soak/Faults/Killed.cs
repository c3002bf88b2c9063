using AutoCore.SystemTests.Crash;

namespace AutoCore.SystemTests.Soak.Faults;

/// <summary>The daemon dies on the spot and is started again, as systemd does.</summary>
internal sealed class Killed : Fault
{
    public override async Task BeginAsync(SoakHouse house, Random random)
    {
        await house.KillAsync();
        await DatabaseProbe.AssertWholeAsync(house.Database);
        await house.StartAsync();
    }

    public override Task EndAsync(SoakHouse house) => house.WaitForCaptureAsync();
}
