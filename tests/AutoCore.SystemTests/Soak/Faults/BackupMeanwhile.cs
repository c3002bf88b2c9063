namespace AutoCore.SystemTests.Soak.Faults;

/// <summary>No fault, but work beside all the rest: a backup is made and every one there is is verified.</summary>
internal sealed class BackupMeanwhile : Fault
{
    public override async Task BeginAsync(SoakHouse house, Random random)
    {
        await AssertDoneAsync(house, "backup");
        await AssertDoneAsync(house, "backup", "verify");
    }

    public override Task EndAsync(SoakHouse house) => Task.CompletedTask;

    private static async Task AssertDoneAsync(SoakHouse house, params string[] command)
    {
        var result = await house.RunAsync(command);
        Assert.True(result.ExitCode == 0, $"{string.Join(' ', command)}: exit code {result.ExitCode}: {string.Join('\n', result.Errors)}");
    }
}
