namespace AutoCore.SystemTests.Soak.Faults;

/// <summary>Something else fills the card, to the warning level, beyond the critical one, or to the last block.</summary>
internal sealed class DiskFills : Fault
{
    public override async Task BeginAsync(SoakFixture fixture, Random random)
    {
        switch (random.Next(3))
        {
            case 0:
                await fixture.Disk.FillToAsync(85);
                await fixture.WaitForRatingAsync("warning");
                break;
            case 1:
                await fixture.Disk.FillToAsync(97);
                await fixture.WaitForRatingAsync("critical");
                break;
            default:
                await fixture.Disk.FillCompletelyAsync();
                await fixture.WaitForRatingAsync("critical");
                break;
        }
    }

    public override async Task EndAsync(SoakFixture fixture)
    {
        fixture.Disk.Free();
        await fixture.WaitForRatingAsync("ok");
        await fixture.WaitForCaptureAsync();
    }
}
