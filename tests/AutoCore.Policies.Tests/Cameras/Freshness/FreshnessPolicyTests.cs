using System.Globalization;
using AutoCore.Policies.Cameras.Freshness;

namespace AutoCore.Policies.Tests.Cameras.Freshness;

public sealed class FreshnessPolicyTests
{
    private const ulong Scene = 0x0123_4567_89AB_CDEF;
    private static readonly PictureLook Ordinary = new(40, 200, 0, 0, Scene);

    [Theory]
    [InlineData(0, 0, PictureOddities.Black)]
    [InlineData(2, 16, PictureOddities.Black)]
    [InlineData(2, 17, PictureOddities.None)]
    [InlineData(255, 255, PictureOddities.White)]
    [InlineData(240, 255, PictureOddities.White)]
    [InlineData(239, 255, PictureOddities.None)]
    [InlineData(120, 124, PictureOddities.Covered)]
    [InlineData(120, 125, PictureOddities.None)]
    [InlineData(28, 30, PictureOddities.Covered)]
    public void LookFlags_BySpreadAndTone(byte dark, byte bright, PictureOddities expected) =>
        Assert.Equal(expected, FreshnessPolicy.LookFlags(new(dark, bright, 0, 0, 0)));

    [Theory]
    [InlineData(10, 128, PictureOddities.None)]
    [InlineData(11, 128, PictureOddities.EmptyBottom)]
    [InlineData(11, 0, PictureOddities.None)]
    public void LookFlags_ByBottom_ACaptionBarIsFine(int percent, byte tone, PictureOddities expected) =>
        Assert.Equal(expected, FreshnessPolicy.LookFlags(Ordinary with { EmptyBottomPercent = percent, BottomTone = tone }));

    [Theory]
    [InlineData(new[] { 1, 1 }, false)]
    [InlineData(new[] { 1, 1, 1 }, true)]
    [InlineData(new[] { 1, 1, 1, 1 }, true)]
    [InlineData(new[] { 1, 1, 2, 2 }, false)]
    [InlineData(new[] { 1, 1, 1, 2 }, false)]
    public void Evaluate_SameBytesForThreeRounds_IsFrozen(int[] contents, bool expected) =>
        Assert.Equal(expected, Last(contents.Select(c => new SeenPicture((ulong)c, Ordinary, null))).Flags.HasFlag(PictureOddities.Frozen));

    [Theory]
    [InlineData(null, false)]
    [InlineData(24.0, false)]
    [InlineData(24.1, true)]
    [InlineData(-5.0, false)]
    public void Evaluate_LastModifiedFarBehind_IsStale(double? hours, bool expected)
    {
        var behind = hours is { } h ? TimeSpan.FromHours(h) : (TimeSpan?)null;
        Assert.Equal(expected, Last([new(1, Ordinary, behind)]).Flags.HasFlag(PictureOddities.Stale));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(6, false)]
    [InlineData(10, false)]
    [InlineData(11, true)]
    [InlineData(32, true)]
    public void Evaluate_AnotherScene_IsChanged(int bits, bool expected) =>
        Assert.Equal(expected, Last([Picture(1, Scene), Picture(2, Differing(bits))]).Flags.HasFlag(PictureOddities.Changed));

    [Fact]
    public void Evaluate_FirstPicture_HasNothingToDifferFrom() => Assert.Equal(PictureOddities.None, Last([Picture(1, Scene)]).Flags);

    [Fact]
    public void Evaluate_NightLikeTheNightBefore_IsNotChanged()
    {
        var (day, night) = (Scene, ~Scene);
        var first = Last([Picture(1, day), Picture(2, night)]);
        Assert.Equal(PictureOddities.Changed, first.Flags);
        Assert.Equal(PictureOddities.None, Last([Picture(3, day), Picture(4, day), Picture(5, night)], first).Flags);
    }

    [Fact]
    public void Evaluate_BlackPictures_AreNotRememberedAsAScene()
    {
        var black = new SeenPicture(2, new(0, 0, 100, 0, ~Scene), null);
        var after = Last([Picture(1, Scene), black, Picture(3, Scene)]);
        Assert.Equal(PictureOddities.None, after.Flags);
        Assert.Equal([Scene, Scene], after.Scenes);
    }

    [Fact]
    public void Evaluate_FrozenForLong_DoesNotForgetTheOtherScenes()
    {
        var after = Last([Picture(1, ~Scene), .. Enumerable.Repeat(Picture(2, Scene), 20)]);
        Assert.Equal([Scene, ~Scene], after.Scenes);
    }

    [Fact]
    public void Evaluate_ManyScenes_RemembersTheLastEight() =>
        Assert.Equal(FreshnessPolicy.RememberedScenes, Last(Enumerable.Range(1, 20).Select(i => Picture((ulong)i, (ulong)i))).Scenes.Count);

    [Theory]
    [InlineData("a 1 x, b 2 y, c 1 z", "a=c c=a")]
    [InlineData("c 3 x, a 3 y, b 3 z", "a=b b=a c=a")]
    [InlineData("a 1 x, b 1 x", "")]
    [InlineData("a 1 x, b 1 x, c 1 y", "a=c b=c c=a")]
    [InlineData("a 1 -, b 1 -", "a=b b=a")]
    [InlineData("a 1 x", "")]
    [InlineData("", "")]
    public void FindSame_PicturesOfSeveralCameras_NamesTheOther_UnlessItIsTheSameAddress(string pictures, string expected)
    {
        var read = pictures.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split(' '))
            .Select(p => (p[0], ulong.Parse(p[1], CultureInfo.InvariantCulture), p[2] == "-" ? null : p[2]));

        Assert.Equal(expected, string.Join(' ', FreshnessPolicy.FindSame(read).OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => $"{s.Key}={s.Value}")));
    }

    [Fact]
    public void ToWords_NamesEveryFlagOnce()
    {
        Assert.Equal("", PictureOddities.None.ToWords());
        Assert.Equal("frozen, black", (PictureOddities.Black | PictureOddities.Frozen).ToWords());
        Assert.Equal(Enum.GetValues<PictureOddities>().Where(f => f != PictureOddities.None), PictureOddityNames.All.Select(f => f.Flag));
    }

    private static SeenPicture Picture(ulong content, ulong scene) => new(content, Ordinary with { Scene = scene }, null);

    private static ulong Differing(int bits) => Scene ^ (bits == 0 ? 0 : ulong.MaxValue >> (64 - bits));

    private static CameraHistory Last(IEnumerable<SeenPicture> pictures, CameraHistory? before = null) =>
        pictures.Aggregate(
        before ?? CameraHistory.Empty, (history, picture) => FreshnessPolicy.Evaluate(history, picture, frozenAfter: 3, staleAfter: TimeSpan.FromDays(1)));
}
