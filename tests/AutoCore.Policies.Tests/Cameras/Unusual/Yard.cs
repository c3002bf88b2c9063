using AutoCore.Policies.Cameras.Unusual;

namespace AutoCore.Policies.Tests.Cameras.Unusual;

/// <summary>A small generated yard, as a grey thumbnail: day and night, light, noise and rain, and what may happen in it. The same arguments give the same
/// samples.</summary>
internal sealed class Yard(int seed = 1)
{
    private const int Width = 80;
    private const int Height = 60;
    private readonly Random _random = new(seed);

    /// <summary>A picture at an hour of the day: from 6 to 18 it is light.</summary>
    /// <param name="hour">The local hour.</param>
    /// <param name="change">What happened: samples of the usual picture become others.</param>
    /// <param name="gain">How bright the light is.</param>
    /// <param name="noise">The sensor's noise, in grey levels.</param>
    public PictureGrid Take(double hour, Func<Func<int, int, double>, int, int, double>? change = null, double gain = 1, int noise = 2)
    {
        var isDay = hour is >= 6 and < 18;
        double Usual(int x, int y) => isDay ? Day(x, y) : Night(x, y);
        var samples = new byte[Width * Height];
        for (var i = 0; i < samples.Length; i++)
        {
            var (x, y) = (i % Width, i / Width);
            var level = gain * (change is null ? Usual(x, y) : change(Usual, x, y));
            samples[i] = (byte)Math.Clamp(level + _random.Next(-noise, noise + 1), 0, 255);
        }
        return PictureGrid.Measure(samples, Width, Height);
    }

    /// <summary>Rain: streaks here and there, less contrast.</summary>
    public Func<Func<int, int, double>, int, int, double> Rain() => (usual, x, y) => (_random.Next(25) == 0 ? 60 : 25) + (0.75 * usual(x, y));

    /// <summary>Headlights somewhere on the road.</summary>
    public Func<Func<int, int, double>, int, int, double> Headlights()
    {
        var at = _random.Next(Width);
        return (usual, x, y) => usual(x, y) + (200 * Math.Exp(-(((x - at) * (x - at)) + ((y - 45) * (y - 45))) / 18.0));
    }

    private static double Day(int x, int y) => 40 + (y < 20 ? 150 : 20 + (70 * Block(x / 9, y / 7))) + (12 * Block(x, y));

    private static double Night(int x, int y) => 22 + (0.25 * (Day(x, y) - 40)) + (150 * Math.Exp(-(((x - 60) * (x - 60)) + ((y - 25) * (y - 25))) / 90.0));

    private static double Block(int column, int row) => ((((column * 73856093) ^ (row * 19349663)) & 0x7FFF_FFFF) * 2654435761L % 4294967296L) / 4294967296.0;
}
