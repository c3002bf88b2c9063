namespace AutoCore.Benchmarks.Cameras.Unusual;

/// <summary>Sky of one moment: how cloudy, how foggy, how much rain, each 0 to 1, and how high the sun stands, -1 to 1.</summary>
internal readonly record struct Sky(double Hour, float Sun, float Clouds, float Fog, float Rain)
{
    /// <summary>How light it is, 0 at night to 1.</summary>
    public float Daylight => Math.Clamp((Sun + 0.12f) / 0.45f, 0, 1);
}

/// <summary>Weather and season of a generated place, day after day.</summary>
internal sealed class Weather(Random random, int firstDayOfYear)
{
    private float _clouds = random.NextSingle();

    /// <summary>The sky at a time; asked in order of time.</summary>
    /// <param name="days">Days since the beginning, with fractions.</param>
    public Sky At(double days)
    {
        var hour = days % 1 * 24;
        var length = 12 + (3 * Math.Sin(2 * Math.PI * (firstDayOfYear + days - 80) / 365));
        var sun = (float)Math.Cos((hour - 12.5) / length * Math.PI);
        if (Math.Abs(hour - 12.5) > length)
            sun = -1;
        _clouds = Math.Clamp((0.6f * _clouds) + (0.4f * ((1.6f * random.NextSingle()) - 0.3f)), 0, 1);
        var rains = random.NextDouble() < (_clouds > 0.5 ? 0.3 : 0);
        var fogs = random.NextDouble() < (hour is > 4 and < 10 ? 0.08 : 0.01);
        return new(hour, sun, _clouds, fogs ? 0.3f + (0.35f * random.NextSingle()) : 0, rains ? 0.2f + (0.8f * random.NextSingle()) : 0);
    }
}
