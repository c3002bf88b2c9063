using AutoCore.Policies.Health;
using AutoCore.Policies.WalCheckpoint;

namespace AutoCore.Policies.Tests.WalCheckpoint;

public sealed class WalPolicyTests
{
    private static readonly WalTiers Tiers = new(1_000_000, 4_000_000, 16_000_000);

    [Theory]
    [InlineData(0, WalAction.None)]
    [InlineData(1_000_000, WalAction.None)]
    [InlineData(1_000_001, WalAction.Passive)]
    [InlineData(4_000_000, WalAction.Passive)]
    [InlineData(4_000_001, WalAction.PassiveThenTruncate)]
    [InlineData(900_000_000, WalAction.PassiveThenTruncate)]
    public void Decide_BySize_TakesTheTier(long bytes, WalAction action) => Assert.Equal(action, WalPolicy.Decide(bytes, Tiers));

    [Theory]
    [InlineData(false, 5000, 5000, 0, CutStep.Cut)]
    [InlineData(false, 5000, 4900, 0, CutStep.Cut)]
    [InlineData(false, 0, 0, 0, CutStep.Cut)]
    [InlineData(false, 5000, 4899, 0, CutStep.CopyAgain)]
    [InlineData(false, 5000, 1000, 900, CutStep.CopyAgain)]
    [InlineData(false, 5000, 1000, 1000, CutStep.GiveUp)]
    [InlineData(false, 5000, 0, 0, CutStep.GiveUp)]
    [InlineData(true, 5000, 1000, 1000, CutStep.GiveUp)]
    [InlineData(true, -1, -1, 1000, CutStep.CopyAgain)]
    public void Next_AfterAPassiveOne_CutsWhenLittleIsLeftAndGivesUpOnlyWithoutProgress(bool busy, long log, long done, long doneBefore, CutStep next) =>
        Assert.Equal(next, WalPolicy.Next(new(busy, log, done), new(busy, log, doneBefore)));

    [Theory]
    [InlineData(0, CutStep.Wait)]
    [InlineData(1, CutStep.Cut)]
    [InlineData(WalPolicy.FramesUnderLock, CutStep.Cut)]
    [InlineData(WalPolicy.FramesUnderLock + 1, CutStep.CopyAgain)]
    public void NextSinceWhole_AffectedLibrary_BeginsNothingOnALogThatIsCopiedWhole(long added, CutStep next) =>
        Assert.Equal(next, WalPolicy.NextSinceWhole(added));

    [Theory]
    [InlineData(20_000_000, false, 5000, 100, false, true)]
    [InlineData(20_000_000, true, 5000, 5000, false, true)]
    [InlineData(20_000_000, false, 5000, 5000, true, false)]
    [InlineData(3_000_000, false, 5000, 100, true, false)]
    [InlineData(20_000_000, true, -1, -1, false, false)]
    [InlineData(20_000_000, true, -1, -1, true, true)]
    [InlineData(3_000_000, true, -1, -1, true, false)]
    public void IsStarved_LongAndNotComplete(long bytes, bool busy, long log, long done, bool was, bool starved) =>
        Assert.Equal(starved, WalPolicy.IsStarved(bytes, Tiers, new(busy, log, done), was));

    [Theory]
    [InlineData(16_000_000, Rating.Ok)]
    [InlineData(16_000_001, Rating.Warning)]
    [InlineData(64_000_001, Rating.Critical)]
    public void Rate_BySize(long bytes, Rating rating) => Assert.Equal(rating, WalPolicy.Rate(bytes, Tiers));
}
