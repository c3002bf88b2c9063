namespace AutoCore.Web.Pictures;

/// <summary>Rows of 8-bit samples from the top: brightness, a difference of colour, or heat.</summary>
internal sealed record SamplePlane(int Width, int Height, byte[] Samples)
{
    /// <summary>The sample nearest to a place outside, too: the picture's edge goes on.</summary>
    public byte At(int x, int y) => Samples[(Math.Clamp(y, 0, Height - 1) * Width) + Math.Clamp(x, 0, Width - 1)];

    /// <summary>The same picture in another size: means where it shrinks, repeated samples where it grows.</summary>
    public SamplePlane Resize(int width, int height)
    {
        if ((width, height) == (Width, Height))
            return this;
        var samples = new byte[width * height];
        for (var y = 0; y < height; y++)
        {
            var (top, bottom) = Cell(y, height, Height);
            for (var x = 0; x < width; x++)
            {
                var (left, right) = Cell(x, width, Width);
                samples[(y * width) + x] = Mean(left, top, right, bottom);
            }
        }
        return new(width, height, samples);
    }

    /// <summary>The same picture in the middle of a wider one.</summary>
    public SamplePlane Widen(int width, byte sides)
    {
        var samples = new byte[width * Height];
        samples.AsSpan().Fill(sides);
        for (var y = 0; y < Height; y++)
            Samples.AsSpan(y * Width, Width).CopyTo(samples.AsSpan((y * width) + ((width - Width) / 2)));
        return new(width, Height, samples);
    }

    private static (int From, int To) Cell(int index, int cells, int length)
    {
        var from = index * length / cells;
        return (from, Math.Max(from + 1, (index + 1) * length / cells));
    }

    private byte Mean(int left, int top, int right, int bottom)
    {
        int sum = 0, count = (right - left) * (bottom - top);
        for (var y = top; y < bottom; y++)
        {
            foreach (var sample in Samples.AsSpan((y * Width) + left, right - left))
                sum += sample;
        }
        return (byte)((sum + (count / 2)) / count);
    }
}
