using AutoCore.Testing;

namespace AutoCore.SystemTests.Clock;

/// <summary>A wall clock that a test moves under a real program (Debian's faketime); the monotonic clock and the times of files stay real.</summary>
internal sealed class FakeClock : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public FakeClock() => Set("+0");

    /// <summary>What the program is started with.</summary>
    public Dictionary<string, string> Environment => new()
    {
        ["LD_PRELOAD"] = Directory.GetDirectories("/usr/lib", "*-linux-gnu*").Select(d => Path.Combine(d, "faketime/libfaketimeMT.so.1")).First(File.Exists),
        ["FAKETIME_TIMESTAMP_FILE"] = folder["clock"],
        ["FAKETIME_NO_CACHE"] = "1",
        ["FAKETIME_FORCE_MONOTONIC_FIX"] = "0",
        ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
        ["DONT_FAKE_MONOTONIC"] = "1",
        ["NO_FAKE_STAT"] = "1",
    };

    /// <summary>Jumps by an offset from the real time, as <c>-3653d</c>; <c>+0</c> is the real time.</summary>
    public void Set(string offset)
    {
        // Replaced and not rewritten: the library reads it at each call.
        File.WriteAllText(folder["clock.new"], $"{offset}\n");
        File.Move(folder["clock.new"], folder["clock"], overwrite: true);
    }

    public void Dispose() => folder.Dispose();
}
