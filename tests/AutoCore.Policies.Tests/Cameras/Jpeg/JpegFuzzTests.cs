using System.Globalization;
using AutoCore.Policies.Cameras.Jpeg;

namespace AutoCore.Policies.Tests.Cameras.Jpeg;

/// <summary>
/// Damaged pictures by the thousand: no exception, no hang, and the same verdict however the bytes are cut. <c>JPEG_FUZZ=1000000</c> in the environment sets
/// the number; a failure names its seed.
/// </summary>
public sealed class JpegFuzzTests
{
    private const int Default = 1500;

    private static readonly int[] ChunkSizes = [1, 97, 1460, 65536];

    [Fact]
    public void Validate_DamagedPictures_SameVerdictForEveryChunkSize()
    {
        var count = int.TryParse(Environment.GetEnvironmentVariable("JPEG_FUZZ"), CultureInfo.InvariantCulture, out var set) ? set : Default;
        byte[][] pictures = [.. SamplePicture.Names.Select(SamplePicture.Read), LargePicture.Sequential(128, 96), LargePicture.Progressive(200, 160)];
        var validator = new JpegValidator();
        var accepted = 0;
        for (var seed = 1u; seed <= count; seed++)
        {
            var mutation = new JpegMutation(seed * 2654435761u);
            var bytes = mutation.Apply(pictures[mutation.Below(pictures.Length)], pictures[mutation.Below(pictures.Length)]);

            var whole = validator.Validate(bytes);

            accepted += whole.IsAccepted ? 1 : 0;
            foreach (var size in ChunkSizes)
                Assert.True(whole == InChunks(validator, bytes, size), $"seed {seed}, chunks of {size}: {whole} but {InChunks(validator, bytes, size)}");
        }

        Assert.InRange(accepted, 0, count / 4);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(97)]
    [InlineData(1460)]
    [InlineData(65536)]
    public void Validate_LargePicturesInChunks_AcceptsThem(int size)
    {
        var validator = new JpegValidator();
        foreach (var picture in new[] { LargePicture.Sequential(640, 480), LargePicture.Progressive(1024, 768) })
        {
            Assert.InRange(picture.Length, 100_000, int.MaxValue);

            var verdict = InChunks(validator, picture, size);

            Assert.Equal(JpegRule.None, verdict.Rule);
            Assert.Equal(picture.Length, verdict.EndOffset);
        }
    }

    private static JpegVerdict InChunks(JpegValidator validator, byte[] bytes, int size)
    {
        validator.Reset();
        for (var at = 0; at < bytes.Length; at += size)
            validator.Feed(bytes.AsSpan(at, Math.Min(size, bytes.Length - at)));
        return validator.Finish();
    }
}
