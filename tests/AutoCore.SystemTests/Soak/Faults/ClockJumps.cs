using System.Globalization;

namespace AutoCore.SystemTests.Soak.Faults;

/// <summary>The wall clock is wrong by up to ten years: nothing may go by age.</summary>
internal sealed class ClockJumps : Fault
{
    private string witness = "";

    public override async Task BeginAsync(SoakFixture fixture, Random random)
    {
        witness = Place(fixture);
        var days = random.Next(1, 3653);
        fixture.Clock.Set(random.Next(2) == 0 ? $"-{days}d" : $"+{days}d");
        Assert.Equal(0, (await fixture.RunAsync("cleanup")).ExitCode);
        Assert.True(File.Exists(witness), $"a picture three days old went while the clock was {days} days wrong");
        await fixture.WaitForCaptureAsync();
    }

    public override async Task EndAsync(SoakFixture fixture)
    {
        fixture.Clock.Set("+0");
        await fixture.WaitForCaptureAsync();
        Assert.True(File.Exists(witness), "a picture three days old went when the clock was right again");
    }

    /// <summary>A stored picture once more, as of three days ago: within the retention, but older than anything else.</summary>
    private static string Place(SoakFixture fixture)
    {
        var taken = TimeProvider.System.GetLocalNow().AddDays(-3);
        var path = Path.Combine(fixture.Pictures, string.Create(CultureInfo.InvariantCulture, $"Site0/{taken:yyyy-MM}/{taken:dd}/P1_{taken:HHmmss}.jpg"));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Copy(Path.Combine(fixture.Pictures, "Site0/latest/P1.jpg"), path);
        return path;
    }
}
