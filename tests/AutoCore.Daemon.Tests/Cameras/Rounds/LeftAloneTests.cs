using AutoCore.CameraFarm.Behaviour;
using AutoCore.Daemon.Hosting;
using AutoCore.Daemon.Tests.Cameras.Fence;
using Microsoft.Extensions.DependencyInjection;

namespace AutoCore.Daemon.Tests.Cameras.Rounds;

/// <summary>Cameras that make a round wait, ask to be left alone, or have a login that rests.</summary>
public sealed class LeftAloneTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromHours(1);

    [Fact]
    public async Task RoundThatWaits4Minutes_IsNoHang()
    {
        await using var there = new Neighbourhood([1], (_, _) => null, ("RetryBaseDelay", "00:01:00"))
        {
            Instead = (_, _, at) => at < TimeSpan.FromMinutes(5) ? Neighbourhood.Busy(1) : null,
        }.With("H0/P0", ("RetryAttempts", 4));
        var heartbeats = there.Services.GetRequiredService<Heartbeats>();
        await there.StartAsync();

        await there.AdvanceUntilAsync(() => Living(heartbeats) && there.Measure("stored") == 1, Limit);

        Assert.InRange(there.LastAsked["H0/P0"].TotalMinutes, 6, 9);
    }

    [Fact]
    public async Task RoundThatHangs_IsFoundOut_LongBeforeItsDeadline()
    {
        using var hang = new ManualResetEventSlim();
        await using var there = new Neighbourhood([1], (_, _) => null)
        {
            Instead = (_, _, _) =>
            {
                hang.Wait();
                return null;
            },
        };
        var heartbeats = there.Services.GetRequiredService<Heartbeats>();
        await there.StartAsync();
        await there.AdvanceUntilAsync(() => there.Asked.ContainsKey("H0/P0"), Limit);

        try
        {
            await there.AdvanceUntilAsync(() => heartbeats.FindHung() == "cameras", TimeSpan.FromMinutes(12));
        }
        finally
        {
            hang.Set();
        }
    }

    [Fact]
    public async Task CameraThatWantsToBeLeftAloneFor4Minutes_KeepsNoOtherWaiting()
    {
        await using var there = new Neighbourhood([2], (_, _) => null) { Instead = (_, camera, _) => camera == "H0/P0" ? Neighbourhood.Busy(240) : null }
            .With("H0/P1", ("Interval", "00:00:10"));
        await there.StartAsync();
        await there.AdvanceUntilAsync(() => there.Measure("failed") == 1, Limit);
        Assert.Contains("left alone for 00:04:00", there.Board.Find("cameras/H0/P0")!.Measures.Single(m => m.Key == "detail").Text, StringComparison.Ordinal);
        Assert.InRange(there.Measure("repeat_ts") ?? 0, there.Clock.Start.AddSeconds(240).ToUnixTimeSeconds(), double.MaxValue);

        await there.AdvanceUntilAsync(() => there.Asked["H0/P0"] == 2, Limit);

        Assert.InRange(there.LastAsked["H0/P0"].TotalSeconds, 240, 330);
        Assert.InRange(there.Asked["H0/P1"], 12, 40);
    }

    [Fact]
    public async Task RetryAfter9999_IsObeyedByRepeatsAndStarts()
    {
        await using var there = new Neighbourhood([1, 1], (_, _) => null) { Instead = (_, camera, _) => camera == "H0/P0" ? Neighbourhood.Busy(9999) : null };
        await there.StartAsync();
        await there.AdvanceUntilAsync(() => there.Elapsed > TimeSpan.FromMinutes(4), Limit);
        for (var start = 0; start < 3; start++)
        {
            await there.RestartAsync();
            await there.AdvanceUntilAsync(() => there.Measure("missing") == 1, Limit);
        }
        there.Clock.Advance(TimeSpan.FromSeconds(9900) - there.Elapsed);
        await there.AdvanceUntilAsync(() => there.Elapsed > TimeSpan.FromSeconds(9950), Limit);
        Assert.Equal(1, there.Asked["H0/P0"]);

        await there.AdvanceUntilAsync(() => there.Asked["H0/P0"] == 2, Limit);

        Assert.InRange(there.LastAsked["H0/P0"].TotalSeconds, 9999, 10_100);
        Assert.Equal(1, there.Asked["H1/P0"]);
    }

    [Fact]
    public async Task RoundsThatBeginMeanwhile_LeaveItAlone_AndCountIt()
    {
        await using var there = new Neighbourhood([1, 1], (_, _) => null, ("Interval", "00:02:00"))
        {
            Instead = (_, camera, _) => camera == "H0/P0" ? Neighbourhood.Busy(600) : null,
        };
        await there.StartAsync();
        await there.AdvanceUntilAsync(() => there.Asked.GetValueOrDefault("H1/P0") == 4 && there.State.Summary is not null, Limit);

        Assert.Equal(1, there.Asked["H0/P0"]);
        Assert.Equal((2, 1, 1), (there.Measure("total"), there.Measure("failed"), there.Measure("missing")));
        await there.AdvanceUntilAsync(() => there.Asked["H0/P0"] == 2, Limit);
        Assert.InRange(there.LastAsked["H0/P0"].TotalSeconds, 600, 690);
    }

    [Fact]
    public async Task ClockThatWasAhead_HoldsNoCameraForYears()
    {
        await using var there = new Neighbourhood([1], (_, _) => null)
        {
            Instead = (_, _, at) => at < TimeSpan.FromSeconds(30) ? Neighbourhood.Busy(3600) : null,
        };
        var now = there.Clock.GetUtcNow();
        there.Clock.AdjustTime(now.AddYears(4));
        await there.StartAsync();
        await there.AdvanceUntilAsync(() => there.Measure("failed") == 1 && there.Elapsed > TimeSpan.FromSeconds(30), Limit);

        there.Clock.AdjustTime(now);

        await there.AdvanceUntilAsync(() => there.Measure("stored") == 1, TimeSpan.FromMinutes(4));
    }

    [Fact]
    public async Task CameraWithAShortInterval_GetsNoRepeatsOnTopOfItsTurns()
    {
        // Not the host's own failure, which has a trial of its own.
        await using var there = new Neighbourhood([1, 1], (_, _) => null, ("RetryAttempts", 1))
        {
            Instead = (_, camera, _) => camera == "H0/P0" ? FakeAnswer.Of(500, [], []) : null,
        }.With("H0/P0", ("Interval", "00:02:00"));
        await there.StartAsync();

        await there.AdvanceUntilAsync(() => there.Elapsed > TimeSpan.FromMinutes(15), Limit);

        Assert.InRange(there.Asked["H0/P0"], 5, 8);
        Assert.Equal(1, there.Asked["H1/P0"]);
    }

    [Theory]
    [InlineData(429, "00:05:00")]
    [InlineData(401, "00:00:10")]
    public async Task FourStartsIn16Seconds_SendOneLogin(int status, string interval)
    {
        const string form = "<html><form method=post action=/login><input name=user><input type=password name=pass></form></html>";
        var logins = 0;
        await using var there = new Neighbourhood([1], (_, _) => null)
        {
            Instead = (request, _, _) =>
            {
                var isLogin = request.Method == "POST";
                logins += isLogin ? 1 : 0;
                return FakeAnswer.Of(isLogin ? status : 200, isLogin && status == 429 ? [("Retry-After", "1800")] : [("Content-Type", "text/html")],
                    System.Text.Encoding.ASCII.GetBytes(form));
            },
        }.With("H0/P0", ("Auth", "form"), ("UserName", "viewer"), ("PasswordKey", Credentials.PasswordKey), ("Interval", interval));
        await there.StartAsync();
        await there.AdvanceUntilAsync(() => there.Measure("failed") == 1, Limit);
        Assert.Equal(1, logins);

        for (var start = 0; start < 3; start++)
        {
            await there.RestartAsync();
            var at = there.Elapsed;
            await there.AdvanceUntilAsync(() => there.Measure("failed") == 1 && there.Elapsed > at + TimeSpan.FromSeconds(15), Limit);
        }

        Assert.Equal(1, logins);
    }

    [Theory]
    [InlineData("form", "text/html", "<html><body>Your account is locked for 30 minutes</body></html>")]
    [InlineData("form", "application/json", "{\"message\":\"Account is locked\",\"lockTime\":1800}")]
    [InlineData("basic", "application/xml", "<userCheck><lockStatus>lock</lockStatus><unlockTime>1800</unlockTime></userCheck>")]
    public async Task LoginThatIsLockedFor30Minutes_IsLeftAloneSoLong_AlsoOverStarts(string auth, string type, string locked)
    {
        const string form = "<html><form method=post action=/login><input name=user><input type=password name=pass></form></html>";
        var logins = new List<TimeSpan>();
        await using var there = new Neighbourhood([1], (_, _) => null)
        {
            Instead = (request, _, at) =>
            {
                var isLogin = auth == "basic" || request.Method == "POST";
                if (isLogin)
                    logins.Add(at);
                return FakeAnswer.Of(isLogin && auth == "basic" ? 401 : 200, [("Content-Type", isLogin ? type : "text/html")],
                    System.Text.Encoding.UTF8.GetBytes(isLogin ? locked : form));
            },
        }.With("H0/P0", ("Auth", auth), ("UserName", "viewer"), ("PasswordKey", Credentials.PasswordKey), ("Interval", "00:00:10"));
        await there.StartAsync();
        await there.AdvanceUntilAsync(() => there.Measure("failed") == 1, Limit);
        for (var start = 1; start <= 3; start++)
        {
            there.Clock.Advance((TimeSpan.FromMinutes(9) * start) - there.Elapsed);
            await there.RestartAsync();
            var at = there.Elapsed;
            await there.AdvanceUntilAsync(() => there.Elapsed > at + TimeSpan.FromSeconds(25), Limit);
        }
        Assert.Single(logins);
        there.Clock.Advance(TimeSpan.FromMinutes(29) - there.Elapsed);

        await there.AdvanceUntilAsync(() => logins.Count == 2, Limit);

        Assert.InRange((logins[1] - logins[0]).TotalMinutes, 29.9, 32);
    }

    private static bool Living(Heartbeats heartbeats)
    {
        Assert.Null(heartbeats.FindHung());
        return true;
    }
}
