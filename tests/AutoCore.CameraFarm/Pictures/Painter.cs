namespace AutoCore.CameraFarm.Pictures;

/// <summary>Paints what a camera would see, as RGB rows: the same arguments give the same pixels.</summary>
internal sealed class Painter(int width, int height)
{
    private const int Buildings = 9;
    private const int StampBits = 16;

    private readonly byte[] rgb = new byte[width * height * 3];
    private uint noise = 2463534242;

    public byte[] Paint(Show show, int scene, int frame)
    {
        switch (show)
        {
            case Show.Black:
                Fill(0, 0, width, height, 0x000000, grain: 2);
                break;
            case Show.White:
                Fill(0, 0, width, height, 0xFDFDFD, grain: 2);
                break;
            case Show.LowContrast:
                Fill(0, 0, width, height, 0x707070, grain: 2);
                break;
            default:
                PaintStreet(scene, frame);
                break;
        }

        PaintStamp(frame);
        return rgb;
    }

    private void PaintStreet(int scene, int frame)
    {
        var random = new Random(scene * 7919 + 17);
        var horizon = height * random.Next(25, 65) / 100;
        Fill(0, 0, width, horizon, Colour(random, 120, 240), grain: 10);
        Fill(0, horizon, width, height - horizon, Colour(random, 30, 110), grain: 22);
        for (var i = 0; i < Buildings; i++)
        {
            var left = random.Next(width);
            var top = random.Next(height * 3 / 4);
            Fill(left, top, random.Next(width / 16, width / 4), random.Next(height / 8, height / 2), Colour(random, 10, 245), grain: 18);
        }

        Fill(width / 8 + frame * width / 12 % (width * 3 / 4), height * 4 / 5, width / 16, height / 16, 0xC02020, grain: 12);
    }

    // Black and white cells count the frames, as the burnt-in clock of a camera does; under half a per cent of the picture.
    private void PaintStamp(int frame)
    {
        var cell = Math.Max(2, width / 160);
        for (var bit = 0; bit < StampBits; bit++) Fill(cell + bit * cell, cell, cell, cell, (frame >> bit & 1) == 0 ? 0x000000 : 0xFFFFFF, grain: 1);
    }

    private void Fill(int left, int top, int columns, int rows, int colour, int grain)
    {
        var right = Math.Min(width, left + columns);
        var bottom = Math.Min(height, top + rows);
        for (var y = top; y < bottom; y++)
        {
            for (var at = (y * width + left) * 3; at < (y * width + right) * 3; at += 3)
            {
                var more = (int)(NextNoise() % (uint)grain);
                rgb[at] = Clamp((colour >> 16) + more);
                rgb[at + 1] = Clamp((colour >> 8 & 0xFF) + more);
                rgb[at + 2] = Clamp((colour & 0xFF) + more);
            }
        }
    }

    private uint NextNoise()
    {
        noise ^= noise << 13;
        noise ^= noise >> 17;
        noise ^= noise << 5;
        return noise;
    }

    private static byte Clamp(int value) => (byte)Math.Min(value, byte.MaxValue);

    private static int Colour(Random random, int low, int high)
    {
        var light = random.Next(low, high);
        return Tint(random, light) << 16 | Tint(random, light) << 8 | Tint(random, light);
    }

    private static int Tint(Random random, int light) => Math.Clamp(light + random.Next(-25, 26), 0, 255);
}
