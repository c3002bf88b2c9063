using System.Diagnostics;

namespace AutoCore.Benchmarks.Cameras;

/// <summary>Pictures like those of a fixed camera: large shapes with sharp edges, texture whose power falls with its frequency, and sensor noise; coded by
/// cjpeg.</summary>
internal sealed class BenchmarkScene
{
    private readonly string _ppm;
    private uint _random;

    /// <param name="folder">Where the pixels are kept until the benchmark ends.</param>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="texture">Amplitude of the texture, in levels.</param>
    /// <param name="noise">Amplitude of the noise, in levels.</param>
    public BenchmarkScene(string folder, int width, int height, int texture, int noise)
    {
        _random = (uint)(width + texture + 1);
        _ppm = Path.Combine(folder, $"{width}x{height}-{texture}-{noise}.ppm");
        using var file = File.Create(_ppm);
        file.Write(System.Text.Encoding.ASCII.GetBytes($"P6\n{width} {height}\n255\n"));
        file.Write(Paint(width, height, texture, noise));
    }

    /// <summary>Encodes the scene.</summary>
    /// <param name="options">cjpeg's, for example <c>-quality 80 -sample 2x1</c>.</param>
    public byte[] Encode(string options)
    {
        using var encoder = Process.Start(new ProcessStartInfo("cjpeg", $"{options} \"{_ppm}\"") { RedirectStandardOutput = true, UseShellExecute = false })!;
        using var jpeg = new MemoryStream();
        encoder.StandardOutput.BaseStream.CopyTo(jpeg);
        encoder.WaitForExit();
        return encoder.ExitCode == 0 ? jpeg.ToArray() : throw new InvalidOperationException($"cjpeg {options} failed");
    }

    private byte[] Paint(int width, int height, int texture, int noise)
    {
        var light = Fractal(width, height, texture);
        var rgb = new byte[width * height * 3];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var isHouse = (x * 7 / width) % 2 == 1 && y > height / 4 && y < height * 3 / 4;
                var isWindow = isHouse && x * 56 / width % 4 == 1 && y * 40 / height % 4 == 1;
                var (red, green, blue) = (isWindow, isHouse, y < height / 2) switch
                {
                    (true, _, _) => (40, 45, 60),
                    (_, true, _) => (160, 120, 90),
                    (_, _, true) => (120 + (y * 80 / height), 150 + (y * 60 / height), 210),
                    _ => (85, 90, 80),
                };
                var level = light[(y * width) + x] + (noise == 0 ? 0 : Below((2 * noise) + 1) - noise);
                var at = ((y * width) + x) * 3;
                (rgb[at], rgb[at + 1], rgb[at + 2]) = (Clamp(red + level), Clamp(green + level), Clamp(blue + level));
            }
        }

        return rgb;
    }

    /// <summary>Octaves of smooth noise, each of half the amplitude and double the frequency of the one before.</summary>
    private int[] Fractal(int width, int height, int amplitude)
    {
        var light = new int[width * height];
        for (var cell = 64; cell >= 2 && amplitude > 0; cell /= 2, amplitude = amplitude * 2 / 3)
        {
            var columns = (width / cell) + 2;
            var knots = new int[columns * ((height / cell) + 2)];
            for (var i = 0; i < knots.Length; i++)
                knots[i] = Below((2 * amplitude) + 1) - amplitude;
            for (var y = 0; y < height; y++)
            {
                for (var x = 0; x < width; x++)
                {
                    var (at, right, down) = ((y / cell * columns) + (x / cell), x % cell, y % cell);
                    var above = (knots[at] * (cell - right)) + (knots[at + 1] * right);
                    var below = (knots[at + columns] * (cell - right)) + (knots[at + columns + 1] * right);
                    light[(y * width) + x] += ((above * (cell - down)) + (below * down)) / (cell * cell);
                }
            }
        }

        return light;
    }

    private int Below(int limit)
    {
        _random ^= _random << 13;
        _random ^= _random >> 17;
        _random ^= _random << 5;
        return (int)(_random % (uint)limit);
    }

    private static byte Clamp(int value) => (byte)Math.Clamp(value, 0, byte.MaxValue);
}
