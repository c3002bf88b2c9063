using AutoCore.Policies.Cameras.Unusual;

namespace AutoCore.Policies.Tests.Cameras.Unusual;

public sealed class PictureGridTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 2)]
    [InlineData(16, 12)]
    [InlineData(17, 13)]
    [InlineData(240, 135)]
    public void Measure_OneTone_IsThatToneWithoutContrast(int width, int height)
    {
        var samples = new byte[width * height];
        samples.AsSpan().Fill(77);
        var grid = PictureGrid.Measure(samples, width, height);
        Assert.All(grid.Tone.ToArray(), t => Assert.Equal(77, t));
        Assert.All(grid.Contrast.ToArray(), c => Assert.Equal(0, c));
    }

    [Fact]
    public void Measure_OneBrightCell_IsThatCell()
    {
        var samples = new byte[80 * 60];
        for (var y = 10; y < 15; y++)
            samples.AsSpan((y * 80) + 15, 5).Fill(200);
        var tone = PictureGrid.Measure(samples, 80, 60).Tone;
        Assert.Equal(200, tone[(2 * PictureGrid.Columns) + 3]);
        Assert.Equal(200, tone.ToArray().Sum());
    }

    [Fact]
    public void Measure_Chessboard_HasItsStepAsContrast()
    {
        var samples = Enumerable.Range(0, 80 * 60).Select(i => (byte)(((i % 80) + (i / 80)) % 2 * 40)).ToArray();
        Assert.All(PictureGrid.Measure(samples, 80, 60).Contrast.ToArray(), c => Assert.Equal(40, c));
    }
}
