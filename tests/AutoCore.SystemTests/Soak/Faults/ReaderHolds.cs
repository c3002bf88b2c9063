using System.Diagnostics;
using AutoCore.Testing;

namespace AutoCore.SystemTests.Soak.Faults;

/// <summary>Another program keeps a snapshot of the database open, so that its log cannot be cut.</summary>
internal sealed class ReaderHolds : Fault
{
    private ChildProcess? reader;

    public override bool HoldsTheLog => true;

    public override async Task BeginAsync(SoakFixture fixture, Random random)
    {
        reader = new ChildProcess(new ProcessStartInfo("sqlite3", [fixture.Database]));
        await reader.Input.WriteLineAsync("BEGIN; SELECT 'held', count(*) FROM sample;");
        await reader.Input.FlushAsync();
        await reader.WaitForLineAsync("held");
        await fixture.WaitForCaptureAsync();
    }

    public override async Task EndAsync(SoakFixture fixture)
    {
        reader!.Kill();
        await reader.WaitForExitAsync();
        await fixture.WaitForCaptureAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        if (reader is not null)
            await reader.DisposeAsync();
        await base.DisposeAsync();
    }
}
