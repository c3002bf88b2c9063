namespace AutoCore.Benchmarks.Cameras.Unusual;

/// <summary>A lamp or lit window: where it is, how far its light reaches, how strong it is.</summary>
internal readonly record struct Lamp(float X, float Y, float Reach, float Power);

/// <summary>A box in the picture, in samples.</summary>
internal readonly record struct Box(int X, int Y, int Width, int Height)
{
    public bool Contains(float x, float y) => x >= X && x < X + Width && y >= Y && y < Y + Height;
}

/// <summary>
/// What stands in front of a generated camera: sky, houses with windows, trees, a street with parking places, lamps and a shop; wider than the
/// picture, so that the camera can be turned. The same seed gives the same place.
/// </summary>
internal sealed class Place
{
    /// <summary>Samples of a picture: those of 640×480 pixels at an eighth of the size.</summary>
    public const int Width = 80;
    public const int Height = 60;

    /// <summary>How far the world goes on beyond each edge.</summary>
    public const int Margin = 40;

    public const int WorldWidth = Width + (2 * Margin);
    public const int WorldHeight = Height + (2 * Margin);

    public Place(Random random)
    {
        Horizon = Margin + random.Next(8, 28);
        StreetTop = Horizon + random.Next(12, 22);
        StreetBottom = StreetTop + random.Next(8, 16);
        HasInfrared = random.NextDouble() < 0.6;
        PaintGround(random);
        for (var left = 0; left < WorldWidth; left += random.Next(14, 34))
            PaintHouse(random, left);
        for (var i = random.Next(0, 5); i > 0; i--)
            PaintTree(random);
        for (var x = random.Next(30); x < WorldWidth; x += random.Next(18, 45))
            StreetLamps.Add(new(x, StreetTop - random.Next(2, 8), random.Next(6, 15), 0.05f + (0.15f * random.NextSingle())));
        for (var x = random.Next(10); x < WorldWidth; x += random.Next(9, 20))
            Parking.Add(new(x, StreetBottom - 4, random.Next(5, 9), random.Next(3, 5)));
        var shop = random.Next(Margin + 5, Margin + Width - 26);
        Shop = new(shop, StreetTop - random.Next(9, 13), random.Next(13, 24), random.Next(7, 12));
    }

    public int Horizon { get; }

    public int StreetTop { get; }

    public int StreetBottom { get; }

    public bool HasInfrared { get; }

    public float[] Albedo { get; } = new float[WorldWidth * WorldHeight];

    public float[] InfraredAlbedo { get; } = new float[WorldWidth * WorldHeight];

    public bool[] IsHouse { get; } = new bool[WorldWidth * WorldHeight];

    public float[] Leaves { get; } = new float[WorldWidth * WorldHeight];

    public List<Lamp> StreetLamps { get; } = [];

    public List<Box> Windows { get; } = [];

    public List<Box> Parking { get; } = [];

    public Box Shop { get; }

    public bool IsStreet(int y) => y >= StreetTop && y < StreetBottom;

    private void PaintGround(Random random)
    {
        var (sky, ground, street) = (0.8f + (0.3f * random.NextSingle()), 0.15f + (0.25f * random.NextSingle()), 0.08f + (0.12f * random.NextSingle()));
        var texture = Smooth(random, 0.35f);
        for (var y = 0; y < WorldHeight; y++)
        {
            for (var x = 0; x < WorldWidth; x++)
                Set(x, y, y < Horizon ? sky : (IsStreet(y) ? street : ground) * (1 + texture[(y * WorldWidth) + x]), 1);
        }
    }

    private void PaintHouse(Random random, int left)
    {
        var box = new Box(left, Horizon - random.Next(4, Horizon), random.Next(10, 30), 0);
        box = box with { Height = StreetTop - 3 - box.Y };
        var wall = 0.12f + (0.6f * random.NextSingle());
        var glass = wall * (0.3f + (0.3f * random.NextSingle()));
        var infrared = 0.6f + (0.8f * random.NextSingle());
        for (var y = Math.Max(0, box.Y); y < box.Y + box.Height; y++)
        {
            for (var x = box.X; x < Math.Min(WorldWidth, box.X + box.Width); x++)
            {
                Set(x, y, wall * (1 + (0.08f * (random.NextSingle() - 0.5f))), infrared);
                IsHouse[(y * WorldWidth) + x] = true;
            }
        }
        for (var y = Math.Max(2, box.Y + 2); y < box.Y + box.Height - 3; y += 6)
        {
            for (var x = box.X + 2; x < Math.Min(WorldWidth, box.X + box.Width) - 3; x += 5)
            {
                Windows.Add(new(x, y, 2, 3));
                for (var i = 0; i < 6; i++)
                    Set(x + (i % 2), y + (i / 2), glass, 1);
            }
        }
    }

    private void PaintTree(Random random)
    {
        var (middleX, middleY, radius) = (random.Next(WorldWidth), StreetTop - random.Next(2, 14), random.Next(4, 12));
        var green = 0.05f + (0.12f * random.NextSingle());
        for (var y = Math.Max(0, middleY - radius); y < Math.Min(WorldHeight, middleY + radius); y++)
        {
            for (var x = Math.Max(0, middleX - radius); x < Math.Min(WorldWidth, middleX + radius); x++)
            {
                if (((x - middleX) * (x - middleX)) + ((y - middleY) * (y - middleY)) >= radius * radius * (0.6f + (0.5f * random.NextSingle())))
                    continue;
                Set(x, y, green * (0.5f + random.NextSingle()), 3);
                Leaves[(y * WorldWidth) + x] = 1;
            }
        }
    }

    private void Set(int x, int y, float albedo, float infrared)
    {
        Albedo[(y * WorldWidth) + x] = albedo;
        InfraredAlbedo[(y * WorldWidth) + x] = Math.Min(1, albedo * infrared);
    }

    /// <summary>Octaves of smooth noise, each of half the size and two thirds of the strength of the one before.</summary>
    private static float[] Smooth(Random random, float amplitude)
    {
        var noise = new float[WorldWidth * WorldHeight];
        for (var cell = 16; cell >= 1; cell /= 2, amplitude *= 0.67f)
        {
            var columns = (WorldWidth / cell) + 2;
            var knots = new float[columns * ((WorldHeight / cell) + 2)];
            for (var i = 0; i < knots.Length; i++)
                knots[i] = amplitude * ((2 * random.NextSingle()) - 1);
            for (var y = 0; y < WorldHeight; y++)
            {
                for (var x = 0; x < WorldWidth; x++)
                {
                    var (at, right, down) = ((y / cell * columns) + (x / cell), x % cell / (float)cell, y % cell / (float)cell);
                    noise[(y * WorldWidth) + x] += (((knots[at] * (1 - right)) + (knots[at + 1] * right)) * (1 - down))
                        + (((knots[at + columns] * (1 - right)) + (knots[at + columns + 1] * right)) * down);
                }
            }
        }
        return noise;
    }
}
