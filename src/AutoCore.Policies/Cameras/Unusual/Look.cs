namespace AutoCore.Policies.Cameras.Unusual;

/// <summary>
/// One of a camera's usual looks (day, night, a wet street): mean and spread of each cell's brightness and each patch's contrast, and at which hours it was
/// seen.
/// </summary>
public sealed class Look
{
    /// <summary>Hours of a day.</summary>
    public const int HoursOfDay = 24;

    /// <summary>Pictures that a look remembers, about: the weight of a new one never falls below one in so many.</summary>
    public const int Memory = 24;

    /// <summary>What one sighting adds to its hour.</summary>
    private const float Sighting = 8;

    /// <summary>What each further sighting at the same hour leaves of the earlier ones.</summary>
    private const float HourFading = 31f / 32;

    /// <summary>The spread that is assumed before pictures tell, in grey levels, and how many pictures this assumption counts for.</summary>
    private const float AssumedSpread = 7;
    private const float AssumedContrastSpread = 0.25f;
    private const int AssumedPictures = 3;

    /// <summary>Beyond so many spreads a cell teaches no more: one car must not make a street unknowable.</summary>
    private const float LearnedAtMost = 4;

    /// <summary>So many spreads above its mean a score is still a usual one.</summary>
    private const double NoiseFactor = 4;

    internal float[] ToneMeans { get; } = new float[PictureGrid.Cells];

    internal float[] ToneSpreads { get; } = new float[PictureGrid.Cells];

    internal float[] ContrastMeans { get; } = new float[PictureGrid.Patches];

    internal float[] ContrastSpreads { get; } = new float[PictureGrid.Patches];

    internal float[] Hours { get; } = new float[HoursOfDay];

    /// <summary>Pictures learned, up to 255.</summary>
    public int Pictures { get; internal set; }

    /// <summary>Different days on which it was seen, up to 255.</summary>
    public int Days { get; internal set; }

    /// <summary>Mean and mean deviation of the scores of usual pictures.</summary>
    internal double NoiseMean { get; set; }

    internal double NoiseSpread { get; set; }

    /// <summary>How much of a usual picture of this look deviates all the same: what moves about at night or in the wind.</summary>
    internal double Noise => NoiseMean + (NoiseFactor * NoiseSpread);

    /// <summary>Notes the score of a usual picture.</summary>
    internal void NoteNoise(double score)
    {
        var weight = Math.Max(1f / Pictures, 1f / Memory);
        NoiseMean += weight * (score - NoiseMean);
        NoiseSpread += weight * (Math.Abs(score - NoiseMean) - NoiseSpread);
    }

    /// <summary>When a picture was last learned, minutes since 1970, UTC.</summary>
    public long LearnedAt { get; internal set; }

    /// <summary>The brightness variance of a cell at gain 1.</summary>
    internal float ToneVariance(int cell) =>
        ((AssumedPictures * AssumedSpread * AssumedSpread) + (Pictures * ToneSpreads[cell] * ToneSpreads[cell])) / (AssumedPictures + Pictures);

    /// <summary>The contrast variance of a patch at gain 1.</summary>
    internal float ContrastVariance(int patch)
    {
        var assumed = AssumedContrastSpread * ContrastMeans[patch];
        return ((AssumedPictures * assumed * assumed) + (Pictures * ContrastSpreads[patch] * ContrastSpreads[patch])) / (AssumedPictures + Pictures);
    }

    /// <summary>How often it was seen around an hour, neighbouring hours included with falling weight.</summary>
    internal float SeenAround(double hour)
    {
        var sum = 0f;
        for (var h = 0; h < HoursOfDay; h++)
        {
            var apart = Math.Abs(hour - h - 0.5);
            var weight = 1 - (Math.Min(apart, HoursOfDay - apart) / 2.5);
            if (weight > 0)
                sum += (float)weight * Hours[h];
        }
        return sum / Sighting;
    }

    /// <summary>Learns a picture that shows this look.</summary>
    /// <param name="fit">How the picture fits; null for the first one.</param>
    /// <param name="grid">The picture.</param>
    /// <param name="at">When it was taken.</param>
    internal void Learn(LookFit? fit, PictureGrid grid, Moment at)
    {
        var weight = Math.Max(1f / (Pictures + 1), 1f / Memory);
        for (var i = 0; i < PictureGrid.Cells; i++)
        {
            var tone = fit is null ? grid.Tone[i]
                : ToneMeans[i] + Math.Clamp(fit.ToneResidual(i), -LearnedAtMost * fit.ToneTolerance(i), LearnedAtMost * fit.ToneTolerance(i));
            Move(ref ToneMeans[i], ref ToneSpreads[i], tone, weight);
        }
        for (var i = 0; i < PictureGrid.Patches; i++)
        {
            var contrast = fit is null ? grid.Contrast[i]
                : ContrastMeans[i] + Math.Clamp(fit.ContrastResidual(i), -LearnedAtMost * fit.ContrastTolerance(i), LearnedAtMost * fit.ContrastTolerance(i));
            Move(ref ContrastMeans[i], ref ContrastSpreads[i], contrast, weight);
        }
        Days = Math.Min(Days + (LearnedAt / Moment.MinutesOfDay != at.Minutes / Moment.MinutesOfDay ? 1 : 0), byte.MaxValue);
        Pictures = Math.Min(Pictures + 1, byte.MaxValue);
        LearnedAt = at.Minutes;
    }

    /// <summary>Notes the hour of a sighting; every look of the camera fades at that hour.</summary>
    internal void NoteHour(int hour, bool isThis) => Hours[hour] = (Hours[hour] * HourFading) + (isThis ? Sighting : 0);

    private static void Move(ref float mean, ref float spread, float value, float weight)
    {
        var apart = value - mean;
        mean += weight * apart;
        spread = MathF.Sqrt((1 - weight) * ((spread * spread) + (weight * apart * apart)));
    }
}
