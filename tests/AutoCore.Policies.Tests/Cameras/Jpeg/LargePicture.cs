namespace AutoCore.Policies.Tests.Cameras.Jpeg;

/// <summary>Grey noise, larger than any buffer of the validator.</summary>
internal static class LargePicture
{
    public static byte[] Sequential(int width, int height)
    {
        var jpeg = CraftedJpeg.Grey(width, height, quantizer: 4);
        var random = new JpegMutation(1);
        var value = 0;
        for (var block = Blocks(width, height); block > 0; block--)
        {
            var next = random.Below(400) - 200;
            jpeg.Dc(next - value);
            value = next;
            for (var index = 1 + random.Below(8); index < 60; index += 1 + random.Below(8))
                jpeg.Ac(0, 1 + random.Below(250));
            jpeg.EndOfBlock();
        }

        return jpeg.End().ToArray();
    }

    /// <summary>DC, AC without the last bit, and its refinement, which depends on what came before.</summary>
    public static byte[] Progressive(int width, int height)
    {
        var random = new JpegMutation(2);
        var known = new int[Blocks(width, height)];
        var jpeg = CraftedJpeg.ProgressiveGrey(width, height).Scan([1], 0, 0);
        for (var block = 0; block < known.Length; block++)
            jpeg.Dc(0);
        jpeg.Pad().Scan([1], 1, 63, 0, 1);
        for (var block = 0; block < known.Length; block++)
        {
            for (var index = 1 + random.Below(9); index < 60; index += 1 + random.Below(9), known[block]++)
                jpeg.Ac(0, 1 - (2 * random.Below(2)));
            jpeg.EndOfBlock();
        }

        jpeg.Pad().Scan([1], 1, 63, 1);
        for (var block = 0; block < known.Length; block++)
        {
            jpeg.EndOfBlock();
            for (var bit = 0; bit < known[block]; bit++)
                jpeg.Bits(random.Below(2), 1);
        }

        return jpeg.End().ToArray();
    }

    private static int Blocks(int width, int height) => (width + 7) / 8 * ((height + 7) / 8);
}
