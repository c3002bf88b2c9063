using AutoCore.Core.Health;
using AutoCore.Daemon.Storage;
using AutoCore.Policies.Clock;
using AutoCore.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace AutoCore.Daemon.Tests.DiskWatchdog.Cleanup;

/// <summary>What clean-up needs, with a board of the test's own and the audit in a folder of the test's own.</summary>
internal sealed class CleanupParts
{
    public CleanupParts(TemporaryFolder folder)
    {
        AuditFile = folder["audit.log"];
        Board = new HealthBoard(Time);
        Board.PostFact(ClockVerdict.Believed);
        Board.Raised += Raised.Add;
        Runner = new(Board, new AuditLog(new AuditPlace(AuditFile), Time, NullLogger<AuditLog>.Instance), NullLogger<CleanupRunner>.Instance);
    }

    public TestClock Time { get; } = new();

    public string AuditFile { get; }

    public HealthBoard Board { get; }

    public List<BoardEvent> Raised { get; } = [];

    public CleanupRunner Runner { get; }

    public CleanupRequest Request(CleanupReason reason) => new(reason, Time.GetUtcNow());

    /// <summary>Plans and runs a step, and returns the names that went.</summary>
    public async Task<List<string>> RunAsync(ICleanupStep step, CleanupReason reason)
    {
        var removed = new List<string>();
        await Runner.RunAsync(step, Request(reason), item => removed.Add(Path.GetFileName(item.What)), CancellationToken.None);
        removed.Sort(StringComparer.Ordinal);
        return removed;
    }
}
