namespace AutoCore.Web.Pictures;

/// <summary>Where and how much two pictures of a camera differ.</summary>
/// <param name="Heat">0 where nothing changed, up to 255.</param>
/// <param name="ChangedPercent">How much of the picture changed visibly.</param>
/// <param name="LightShift">How much brighter the second is as a whole, in steps of 255; not counted as change.</param>
internal readonly record struct PictureDifference(SamplePlane Heat, double ChangedPercent, int LightShift)
{
    /// <summary>Below this, a difference is noise or the camera's compression.</summary>
    private const int Noise = 10;

    private const int HeatPerStep = 4;

    /// <summary>Compares two pictures; the result has the size of the first.</summary>
    public static PictureDifference Between(SmallPicture first, SmallPicture second)
    {
        var (width, height) = (first.Brightness.Width, first.Brightness.Height);
        var brightness = Differences(first.Brightness, second.Brightness);
        var shift = Median(brightness);
        var distances = new SamplePlane(width, height, new byte[width * height]);
        for (var i = 0; i < brightness.Length; i++)
            distances.Samples[i] = (byte)Math.Min(byte.MaxValue, Math.Abs(brightness[i] - shift));
        AddColour(distances, first.Blue, second.Blue);
        AddColour(distances, first.Red, second.Red);

        var heat = new byte[width * height];
        var changed = 0;
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var above = Math.Max(0, Around(distances, x, y) - Noise);
                heat[(y * width) + x] = (byte)Math.Min(byte.MaxValue, above * HeatPerStep);
                changed += above > 0 ? 1 : 0;
            }
        }
        return new(new(width, height, heat), 100.0 * changed / heat.Length, shift);
    }

    private static short[] Differences(SamplePlane first, SamplePlane second)
    {
        second = second.Resize(first.Width, first.Height);
        var differences = new short[first.Samples.Length];
        for (var i = 0; i < differences.Length; i++)
            differences[i] = (short)(second.Samples[i] - first.Samples[i]);
        return differences;
    }

    /// <summary>The light of the whole scene moves the middle; what moved in it does not.</summary>
    private static int Median(short[] differences)
    {
        var sorted = (short[])differences.Clone();
        Array.Sort(sorted);
        return sorted[sorted.Length / 2];
    }

    private static void AddColour(SamplePlane distances, SamplePlane? first, SamplePlane? second)
    {
        if (first is null || second is null)
            return;
        var colour = Differences(first, second);
        for (var i = 0; i < distances.Samples.Length; i++)
        {
            var (x, y) = (i % distances.Width * first.Width / distances.Width, i / distances.Width * first.Height / distances.Height);
            var distance = Math.Min(byte.MaxValue, Math.Abs((int)colour[(y * first.Width) + x]));
            distances.Samples[i] = Math.Max(distances.Samples[i], (byte)distance);
        }
    }

    /// <summary>The mean of three by three samples: a single one is noise.</summary>
    private static int Around(SamplePlane plane, int x, int y)
    {
        var sum = 0;
        for (var down = -1; down <= 1; down++)
        {
            for (var right = -1; right <= 1; right++)
                sum += plane.At(x + right, y + down);
        }
        return sum / 9;
    }
}
