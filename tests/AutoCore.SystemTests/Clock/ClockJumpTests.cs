using System.Globalization;
using AutoCore.Testing;

namespace AutoCore.SystemTests.Clock;

/// <summary>The real daemon and the real clean-up under a wall clock that jumps by years while they run; the monotonic clock stays real.</summary>
public sealed class ClockJumpTests : IDisposable
{
    private static readonly TimeSpan PassOfTheClock = TimeSpan.FromMinutes(3);

    private readonly TemporaryFolder folder = new();
    private readonly string settings;

    public ClockJumpTests()
    {
        settings = folder.Write("appsettings.json", $$"""
            { "AutoCore": { "DataDirectory": "{{folder["data"]}}", "SdCard": { "Size": 16 }, "DiskWatchdog": { "Cleanup": { "Steps": [ "expired-images" ] } } } }
            """);
        SetClock("+0");
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Clock_TenYearsBackAndTenYearsForward_NothingIsDeletedAndTheReasonIsTold()
    {
        await using var daemon = AutoCoreProcess.Start(["run", "--config", settings], Environment());
        await daemon.WaitForLineAsync("Ready");
        await Eventually.TrueAsync(() => File.Exists(folder["data/clock"]));
        var fresh = MakePicture(TimeSpan.FromDays(3));

        SetClock("-3653d");
        Assert.Contains("back by", await daemon.WaitForLineAsync("The clock jumped back", PassOfTheClock), StringComparison.Ordinal);
        await daemon.WaitForLineAsync("Nothing is deleted by age");
        await CleanUpAsync();
        Assert.True(File.Exists(fresh));

        SetClock("+3653d");
        await CleanUpAsync();
        Assert.True(File.Exists(fresh));
        await daemon.WaitForLineAsync("The clock jumped forward", PassOfTheClock);
        await CleanUpAsync();
        Assert.True(File.Exists(fresh));
    }

    [Fact]
    public async Task Clock_RightAgainAfterItWasWrong_RetentionWorks()
    {
        await using (var daemon = AutoCoreProcess.Start(["run", "--config", settings], Environment()))
        {
            await Eventually.TrueAsync(() => File.Exists(folder["data/clock"]));
            daemon.Terminate();
            await daemon.WaitForExitAsync();
        }
        var expired = MakePicture(TimeSpan.FromDays(20));
        var fresh = MakePicture(TimeSpan.FromDays(3));
        MakePicture(TimeSpan.Zero);

        SetClock("+3653d");
        await CleanUpAsync();
        Assert.True(File.Exists(expired));
        SetClock("-3653d");
        await CleanUpAsync();
        Assert.True(File.Exists(expired));
        SetClock("+0");
        await CleanUpAsync();
        Assert.False(File.Exists(expired));
        Assert.True(File.Exists(fresh));
    }

    private Task<CommandResult> CleanUpAsync() => AutoCoreProcess.RunAsync(["cleanup", "--config", settings], Environment());

    private void SetClock(string offset)
    {
        // Replaced and not rewritten: the library reads it at each call.
        File.WriteAllText(folder["clock.new"], $"{offset}\n");
        File.Move(folder["clock.new"], folder["clock"], overwrite: true);
    }

    private string MakePicture(TimeSpan age)
    {
        var taken = TimeProvider.System.GetLocalNow() - age;
        return folder.Write(string.Create(CultureInfo.InvariantCulture, $"data/cameras/Shop/{taken:yyyy-MM}/{taken:dd}/P1_{taken:HHmmss}.jpg"), "a picture");
    }

    private Dictionary<string, string> Environment() => new()
    {
        ["LD_PRELOAD"] = Directory.GetDirectories("/usr/lib", "*-linux-gnu*").Select(d => Path.Combine(d, "faketime/libfaketimeMT.so.1")).First(File.Exists),
        ["FAKETIME_TIMESTAMP_FILE"] = folder["clock"],
        ["FAKETIME_NO_CACHE"] = "1",
        ["FAKETIME_FORCE_MONOTONIC_FIX"] = "0",
        ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
        ["DONT_FAKE_MONOTONIC"] = "1",
        ["NO_FAKE_STAT"] = "1",
    };
}
