namespace AutoCore.SystemTests.Soak.Faults;

/// <summary>Something else fills the card, to the warning level, beyond the critical one, or to the last block.</summary>
internal sealed class DiskFills : Fault
{
    public override async Task BeginAsync(SoakHouse house, Random random)
    {
        switch (random.Next(3))
        {
            case 0:
                await house.Disk.FillToAsync(85);
                await house.WaitForRatingAsync("warning");
                break;
            case 1:
                await house.Disk.FillToAsync(97);
                await house.WaitForRatingAsync("critical");
                break;
            default:
                await house.Disk.FillCompletelyAsync();
                await house.WaitForRatingAsync("critical");
                break;
        }
    }

    public override async Task EndAsync(SoakHouse house)
    {
        house.Disk.Free();
        await house.WaitForRatingAsync("ok");
        await house.WaitForCaptureAsync();
    }
}
