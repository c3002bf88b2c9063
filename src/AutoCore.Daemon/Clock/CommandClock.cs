using System.Collections;
using System.Text.Json;
using AutoCore.Daemon.Configuration;
using AutoCore.Daemon.Health;
using AutoCore.Daemon.Hosting;
using AutoCore.Policies.Clock;

namespace AutoCore.Daemon.Clock;

/// <summary>The clock's verdict for a command that deletes by age: the running daemon's, which has seen the jumps; else one from what is stored.</summary>
internal static class CommandClock
{
    /// <summary>Judges the clock.</summary>
    public static ClockVerdict Judge(LoadedSettings settings, IDictionary environment, TimeProvider time)
    {
        var hosting = settings.Options.Hosting;
        var state = StatusReader.Find(new RuntimeDirectory(hosting, environment), hosting.DataDirectory);
        if (state is { } s && StatusReader.DescribeAge(s, settings.Options.Mqtt.PublishInterval, time.GetUtcNow()) is null && VerdictIn(s) is { } verdict)
            return verdict;
        return new ClockJudge(time, new ClockSyncProbe(), new BelievedTimeFile(hosting).TryRead()).Judge();
    }

    private static ClockVerdict? VerdictIn(JsonElement state)
    {
        if (!state.TryGetProperty("clock", out var clock) || !clock.TryGetProperty("believed", out var believed))
            return null;
        return believed.GetInt32() == 1
            ? ClockVerdict.Believed
            : ClockVerdict.Doubted(clock.TryGetProperty("reason", out var reason) ? reason.GetString() ?? "" : "");
    }
}
