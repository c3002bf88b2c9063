using AutoCore.SystemTests.Crash;

namespace AutoCore.SystemTests.Soak.Faults;

/// <summary>The daemon dies on the spot and is started again, as systemd does.</summary>
internal sealed class Killed : Fault
{
    public override async Task BeginAsync(SoakFixture fixture, Random random)
    {
        await fixture.KillAsync();
        await DatabaseProbe.AssertWholeAsync(fixture.Database);
        await fixture.StartAsync();
    }

    public override Task EndAsync(SoakFixture fixture) => fixture.WaitForCaptureAsync();
}
