using AutoCore.Policies.SdCard;

namespace AutoCore.Policies.Tests.SdCard;

public sealed class SdCardPolicyTests
{
    [Theory]
    [InlineData(4, 8, true)]
    [InlineData(8, 8, false)]
    [InlineData(16, 16, false)]
    [InlineData(32, 32, false)]
    [InlineData(64, 64, false)]
    [InlineData(128, 64, false)]
    [InlineData(256, 64, false)]
    [InlineData(512, 64, false)]
    public void Detect_CardAsSoldLessPartitionsAndMetadata_TakesItsProfile(int soldGb, int profile, bool tooSmall)
    {
        // Between what is printed on the card and what a boot partition, swap and ext4's own tables leave of it.
        foreach (var left in new[] { 1.0, 0.97, 0.95, 0.93, 0.91, 0.89 })
        {
            var detected = SdCardPolicy.Detect((long)(soldGb * 1e9 * left));
            Assert.True(detected.Profile.SizeGb == profile && detected.TooSmall == tooSmall, $"{soldGb} GB card of which {left:P0} are left: {detected}");
        }
    }

    [Theory]
    [InlineData(14_000_000_000, 16)]
    [InlineData(13_999_999_999, 8)]
    [InlineData(28_000_000_000, 32)]
    [InlineData(56_000_000_000, 64)]
    [InlineData(7_000_000_000, 8)]
    public void Detect_AtTheBorder_CountsFromSevenEighths(long bytes, int profile)
    {
        var detected = SdCardPolicy.Detect(bytes);
        Assert.Equal(profile, detected.Profile.SizeGb);
        Assert.False(detected.TooSmall);
    }

    [Theory]
    [InlineData(0L)]
    [InlineData(6_999_999_999)]
    public void Detect_SmallerThanTheSmallest_TakesTheSmallestWithAWarning(long bytes)
    {
        var detected = SdCardPolicy.Detect(bytes);
        Assert.Equal(8, detected.Profile.SizeGb);
        Assert.True(detected.TooSmall);
    }
}
