using AutoCore.Daemon.Tests.Cameras;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Commands;

/// <summary><c>autocore cameras accept</c> as a user types it.</summary>
public sealed class AcceptCommandTests
{
    [Fact]
    public async Task Accept_NothingUnusual_SaysSoAndIsGood()
    {
        await using var fixture = new CaptureFixture();
        fixture.Farm.Add("North/P1");
        var result = await AutoCoreProcess.RunAsync(["cameras", "accept", "north/p1", "--config", fixture.WriteConfiguration()]);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task Accept_WrongName_IsWrongUsageAndNamesTheRightOne()
    {
        await using var fixture = new CaptureFixture();
        fixture.Farm.Add("North/P1");
        var result = await AutoCoreProcess.RunAsync(["cameras", "accept", "Nort/P1", "--config", fixture.WriteConfiguration()]);
        Assert.Equal(64, result.ExitCode);
        Assert.Contains("did you mean North/P1?", Assert.Single(result.Errors), StringComparison.Ordinal);
    }
}
