using AutoCore.Policies.Cameras.Freshness;
using AutoCore.Policies.Cameras.Unusual;

namespace AutoCore.Benchmarks.Cameras.Unusual;

/// <summary>Something that gives each picture of one camera, in order of time, a number: the larger, the more unusual.</summary>
internal interface IContender
{
    double Score(DiaryPicture picture);
}

/// <summary>The program's own judgement; its memory goes through its bytes after each picture, as in the database.</summary>
internal sealed class UsualLooks(double threshold) : IContender
{
    private CameraModel _model = new();
    private CameraModel? _rival;
    private CameraState _state = CameraState.Empty;

    /// <summary>How often the model changed and would have been written.</summary>
    public int Writes { get; private set; }

    /// <summary>Bytes of the model.</summary>
    public int Bytes { get; private set; }

    public double Score(DiaryPicture picture)
    {
        var at = new Moment((long)(picture.Days * Moment.MinutesOfDay), picture.Days % 1 * Look.HoursOfDay);
        var verdict = UnusualPolicy.Evaluate(_model, _rival, _state, PictureGrid.Measure(picture.Samples, Place.Width, Place.Height), at, threshold);
        (_state, _rival) = (verdict.State, verdict.Rival);
        if (!verdict.HasLearned)
            return _state.Score;
        var bytes = CameraModelBytes.Write(_model);
        (_model, Bytes, Writes) = (CameraModelBytes.TryRead(bytes)!, bytes.Length, Writes + 1);
        return _state.Score;
    }
}

/// <summary>Mean absolute difference to the picture of so many pictures before: of the one before, or of the same hour of the day before.</summary>
internal sealed class FrameDifference(int picturesBefore) : IContender
{
    private readonly Queue<byte[]> _before = new();

    public double Score(DiaryPicture picture)
    {
        var other = _before.Count < picturesBefore ? picture.Samples : _before.Dequeue();
        _before.Enqueue(picture.Samples);
        return picture.Samples.Zip(other, (a, b) => Math.Abs(a - b)).Average();
    }
}

/// <summary>Bits in which a picture's hash differs from the nearest of the last eight.</summary>
internal sealed class NearestHash(Func<byte[], ulong> hash) : IContender
{
    private readonly Queue<ulong> _before = new();

    public double Score(DiaryPicture picture)
    {
        var own = hash(picture.Samples);
        var nearest = _before.Count == 0 ? 0 : _before.Min(other => PictureLook.Distance(own, other));
        if (_before.Count == FreshnessPolicy.RememberedScenes)
            _before.Dequeue();
        _before.Enqueue(own);
        return nearest;
    }

    /// <summary>The difference hash that the flag <c>changed</c> uses.</summary>
    public static ulong Difference(byte[] samples) => PictureLook.Measure(samples, Place.Width, Place.Height).Scene;

    /// <summary>The signs of the lowest 8 by 8 frequencies against their median (a perceptual hash), of a picture of 32 by 32 means.</summary>
    public static ulong Perceptual(byte[] samples)
    {
        const int Side = 32;
        const int Kept = 8;
        var small = new double[Side * Side];
        for (var i = 0; i < small.Length; i++)
            small[i] = samples[(i / Side * Place.Height / Side * Place.Width) + (i % Side * Place.Width / Side)];
        var frequencies = new double[Kept * Kept];
        for (var f = 0; f < frequencies.Length; f++)
        {
            for (var i = 0; i < small.Length; i++)
                frequencies[f] += small[i] * Cosine(f % Kept, i % Side) * Cosine(f / Kept, i / Side);
        }
        var median = frequencies.Skip(1).Order().ElementAt(frequencies.Length / 2);
        return frequencies.Aggregate(0UL, (bits, f) => (bits << 1) | (f > median ? 1UL : 0));
        static double Cosine(int frequency, int at) => Math.Cos(Math.PI * frequency * ((2 * at) + 1) / (2 * Side));
    }
}
