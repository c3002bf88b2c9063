using AutoCore.Policies.Fleet;

namespace AutoCore.Policies.Tests.Fleet;

public sealed class RoundMarksTests
{
    [Fact]
    public void Encode_AnyCameras_DecodeGivesThemBack()
    {
        var random = new Random(7);
        foreach (var count in new[] { 0, 1, 2, 345, 5000 })
        {
            var stored = Enumerable.Range(0, count).Select(_ => random.Next(345_000)).Distinct().Order().ToList();
            Assert.Equal(stored, RoundMarks.Decode(new RoundMarks(0, 1, stored).Encode(), 345_000));
        }
    }

    [Fact]
    public void Encode_AShareOfAThousandNodes_IsShort()
    {
        var stored = Enumerable.Range(0, 345).Select(i => i * 1000).ToList();

        Assert.InRange(new RoundMarks(0, 1, stored).Encode().Length, 1, 1000);
    }

    [Theory]
    [InlineData("not base64!")]
    [InlineData("AA==")]
    [InlineData("gICAgICA")]
    [InlineData("/////wc=")]
    [InlineData("gA==")]
    [InlineData("Cw==")]
    public void Decode_HostileText_IsNull(string text) => Assert.Null(RoundMarks.Decode(text, cameras: 10));
}
