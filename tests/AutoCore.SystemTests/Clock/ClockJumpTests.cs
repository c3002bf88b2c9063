using System.Globalization;
using AutoCore.Testing;

namespace AutoCore.SystemTests.Clock;

/// <summary>The real daemon and the real clean-up under a wall clock that jumps by years while they run; the monotonic clock stays real.</summary>
public sealed class ClockJumpTests : IDisposable
{
    private static readonly TimeSpan PassOfTheClock = TimeSpan.FromMinutes(3);

    private readonly TemporaryFolder folder = new();
    private readonly FakeClock clock = new();
    private readonly string settings;

    public ClockJumpTests()
    {
        settings = folder.Write("appsettings.json", $$"""
            { "AutoCore": { "DataDirectory": "{{folder["data"]}}", "SdCard": { "Size": 16 }, "DiskWatchdog": { "Cleanup": { "Steps": [ "expired-images" ] } } } }
            """);
    }

    public void Dispose()
    {
        clock.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Clock_TenYearsBackAndTenYearsForward_NothingIsDeletedAndTheReasonIsTold()
    {
        await using var daemon = AutoCoreProcess.Start(["run", "--config", settings], clock.Environment);
        await daemon.WaitForLineAsync("Ready");
        await Eventually.TrueAsync(() => File.Exists(folder["data/clock"]));
        var fresh = MakePicture(TimeSpan.FromDays(3));

        clock.Set("-3653d");
        Assert.Contains("back by", await daemon.WaitForLineAsync("The clock jumped back", PassOfTheClock), StringComparison.Ordinal);
        await daemon.WaitForLineAsync("Nothing is deleted by age");
        await CleanUpAsync();
        Assert.True(File.Exists(fresh));

        clock.Set("+3653d");
        await CleanUpAsync();
        Assert.True(File.Exists(fresh));
        await daemon.WaitForLineAsync("The clock jumped forward", PassOfTheClock);
        await CleanUpAsync();
        Assert.True(File.Exists(fresh));
    }

    [Fact]
    public async Task Clock_RightAgainAfterItWasWrong_RetentionWorks()
    {
        await using (var daemon = AutoCoreProcess.Start(["run", "--config", settings], clock.Environment))
        {
            await Eventually.TrueAsync(() => File.Exists(folder["data/clock"]));
            daemon.Terminate();
            await daemon.WaitForExitAsync();
        }
        var expired = MakePicture(TimeSpan.FromDays(20));
        var fresh = MakePicture(TimeSpan.FromDays(3));
        MakePicture(TimeSpan.Zero);

        clock.Set("+3653d");
        await CleanUpAsync();
        Assert.True(File.Exists(expired));
        clock.Set("-3653d");
        await CleanUpAsync();
        Assert.True(File.Exists(expired));
        clock.Set("+0");
        await CleanUpAsync();
        Assert.False(File.Exists(expired));
        Assert.True(File.Exists(fresh));
    }

    private Task<CommandResult> CleanUpAsync() => AutoCoreProcess.RunAsync(["cleanup", "--config", settings], clock.Environment);

    private string MakePicture(TimeSpan age)
    {
        var taken = TimeProvider.System.GetLocalNow() - age;
        return folder.Write(string.Create(CultureInfo.InvariantCulture, $"data/cameras/Shop/{taken:yyyy-MM}/{taken:dd}/P1_{taken:HHmmss}.jpg"), "a picture");
    }
}
