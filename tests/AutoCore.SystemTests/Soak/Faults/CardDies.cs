namespace AutoCore.SystemTests.Soak.Faults;

/// <summary>The file system has an error and takes no more writes, until it is unmounted, checked and mounted.</summary>
internal sealed class CardDies : Fault
{
    public override async Task BeginAsync(SoakHouse house, Random random)
    {
        house.Disk.InjectError();
        await house.WaitForStateAsync("disk", "read_only", flag => flag.GetInt32() == 1);
        await house.WaitForRatingAsync("critical");
    }

    public override async Task EndAsync(SoakHouse house)
    {
        await house.StopAsync();
        await house.Disk.RepairAsync();
        await house.StartAsync();
        await house.WaitForRatingAsync("ok");
        await house.WaitForCaptureAsync();
    }
}
