namespace AutoCore.SystemTests.Soak.Faults;

/// <summary>No fault, but work beside all the rest: a backup is made and every one there is is verified.</summary>
internal sealed class BackupMeanwhile : Fault
{
    public override async Task BeginAsync(SoakFixture fixture, Random random)
    {
        await AssertDoneAsync(fixture, "backup");
        await AssertDoneAsync(fixture, "backup", "verify");
    }

    public override Task EndAsync(SoakFixture fixture) => Task.CompletedTask;

    private static async Task AssertDoneAsync(SoakFixture fixture, params string[] command)
    {
        var result = await fixture.RunAsync(command);
        Assert.True(result.ExitCode == 0, $"{string.Join(' ', command)}: exit code {result.ExitCode}: {string.Join('\n', result.Errors)}");
    }
}
