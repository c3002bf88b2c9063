namespace AutoCore.SystemTests.Soak.Faults;

/// <summary>The file system has an error and takes no more writes, until it is unmounted, checked and mounted.</summary>
internal sealed class CardDies : Fault
{
    public override async Task BeginAsync(SoakFixture fixture, Random random)
    {
        fixture.Disk.InjectError();
        await fixture.WaitForStateAsync("disk", "read_only", flag => flag.GetInt32() == 1);
        await fixture.WaitForRatingAsync("critical");
    }

    public override async Task EndAsync(SoakFixture fixture)
    {
        await fixture.StopAsync();
        await fixture.Disk.RepairAsync();
        await fixture.StartAsync();
        await fixture.WaitForRatingAsync("ok");
        await fixture.WaitForCaptureAsync();
    }
}
