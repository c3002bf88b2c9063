using System.Diagnostics;
using AutoCore.Daemon.DiskWatchdog.Guarding;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.DiskWatchdog.Guarding;

public sealed class ProcessSessionTests
{
    [Fact]
    public async Task Freeze_ChildrenAndASessionOfTheirOwn_AllStopAndAllEnd()
    {
        var marker = $"autocore-session-{Guid.NewGuid():N}";
        var script = $"sh -c 'while :; do sleep 0.01; done' {marker} & setsid sh -c 'while :; do sleep 0.01; done' {marker} & wait";
        await using var command = new ChildProcess(new ProcessStartInfo("setsid", ["--", "sh", "-c", script, marker]));
        using var session = new ProcessSession(command.Id);
        await Eventually.TrueAsync(() => StatesOf(marker).Count == 3);

        session.Freeze();
        // A shell that was just starting its sleep waits for the child that is stopped, and the kernel calls that D.
        await Eventually.TrueAsync(() => StatesOf(marker).TrueForAll(s => s is 'T' or 'D'));

        session.Send(Signals.Kill);
        await Eventually.TrueAsync(() => session.IsEmpty);
        Assert.Empty(StatesOf(marker));
    }

    /// <summary>The states of the shells that carry a marker among their arguments.</summary>
    private static List<char> StatesOf(string marker)
    {
        var states = new List<char>();
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(f => int.TryParse(Path.GetFileName(f), out _)))
        {
            try
            {
                if (!File.ReadAllText($"{folder}/cmdline").TrimEnd('\0').EndsWith(marker, StringComparison.Ordinal))
                    continue;
                var stat = File.ReadAllText($"{folder}/stat");
                states.Add(stat[stat.LastIndexOf(')') + 2]);
            }
            catch (IOException)
            {
                // It has ended meanwhile.
            }
        }
        return states;
    }
}
