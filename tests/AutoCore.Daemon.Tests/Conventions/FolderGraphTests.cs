using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Conventions;

/// <summary>Two folders made to use each other, and nothing else.</summary>
public sealed class FolderGraphTests
{
    private const string Root = "AutoCore.Daemon.Tests.Conventions.Circle";

    [Fact]
    public void FindCircles_TwoFoldersThatNameEachOtherInBodiesOnly_TellsBothUses() => Assert.Equal(
        [$"{Root}/Left uses {Root}/Right: Caller names Called", $"{Root}/Right uses {Root}/Left: Called names Caller"],
        new FolderGraph((typeof(FolderGraphTests).Assembly, Root)).FindCircles().Select(use => use.ToString()));
}
