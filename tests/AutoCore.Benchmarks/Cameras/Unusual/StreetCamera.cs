namespace AutoCore.Benchmarks.Cameras.Unusual;

/// <summary>
/// Takes the pictures of a generated place, as the plane of luminance DC coefficients that the check for damage yields: sun and shadows that
/// wander, clouds, rain, fog, infrared nights, lamps, lit windows, traffic, parked cars that come and go, exposure, noise, and a mast that shakes.
/// </summary>
internal sealed class StreetCamera(Place place, Random random)
{
    private const int Margin = Place.Margin;

    private readonly float[] _light = new float[Place.Width * Place.Height];
    private readonly float[] _parked = [.. place.Parking.Select(_ => random.NextDouble() < 0.5 ? 0 : random.NextSingle() + 0.02f)];
    private float _wet;

    /// <summary>Takes a picture.</summary>
    public byte[] Take(Sky sky, Incident incident)
    {
        _wet = sky.Rain > 0 ? 1 : _wet * 0.5f;
        var (shakeX, shakeY) = (0.8f * (random.NextSingle() - 0.5f), 0.6f * (random.NextSingle() - 0.5f));
        var isMoved = incident.Kind == IncidentKind.Moved;
        LightUp(sky, Margin + shakeX + (isMoved ? incident.TurnX : 0), Margin + shakeY + (isMoved ? incident.TurnY : 0), incident);
        if (incident.Kind == IncidentKind.NewObject)
            PutObject(incident, sky);
        Haze(sky);
        if (incident.Kind is IncidentKind.Covered or IncidentKind.PartlyCovered)
            Cover(incident);
        if (incident.Kind == IncidentKind.Defocused)
            Blur(incident.Blur);
        return Expose(sky);
    }

    private void LightUp(Sky sky, float fromX, float fromY, Incident incident)
    {
        var isInfrared = place.HasInfrared && sky.Daylight < 0.08f;
        var albedo = isInfrared ? place.InfraredAlbedo : place.Albedo;
        var diffuse = sky.Daylight * (0.25f + (0.35f * (1 - Math.Abs(sky.Clouds - 0.5f))));
        var direct = Math.Max(0, sky.Sun) * (1 - sky.Clouds) * 1.3f;
        var (shadowX, shadowY) = ((int)((12.5 - sky.Hour) * 2.2), (int)(5 * (1.2f - Math.Max(0, sky.Sun))));
        var leaves = new float[] { random.NextSingle(), random.NextSingle(), random.NextSingle() };
        Park();
        for (var y = 0; y < Place.Height; y++)
        {
            for (var x = 0; x < Place.Width; x++)
            {
                var (worldX, worldY) = (x + fromX, y + fromY);
                var at = At(worldX, worldY);
                var (column, row) = (at % Place.WorldWidth, at / Place.WorldWidth);
                var surface = Sample(albedo, worldX, worldY);
                if (place.Leaves[at] > 0)
                    surface *= 0.75f + (0.25f * MathF.Sin((column * (0.6f + leaves[0])) + (row * (0.5f + leaves[1])) + (6 * leaves[2])));
                if (place.IsStreet(row))
                    surface *= 1 - (0.4f * _wet);
                var isGround = row >= place.Horizon;
                var shadow = isGround && place.IsHouse[At(worldX + shadowX, worldY - shadowY)] && !place.IsHouse[at] ? 0 : 1;
                var infrared = isInfrared ? 0.12f * MathF.Exp(-(((x - 40f) * (x - 40f)) + ((y - 35f) * (y - 35f))) / 1200) : 0;
                _light[(y * Place.Width) + x] = surface * (
                    row < place.Horizon && !place.IsHouse[at] ? diffuse + (0.3f * direct) + 0.001f : diffuse + (direct * shadow) + infrared + 0.004f);
            }
        }
        PutParked(sky, fromX, fromY, diffuse + direct);
        PutTraffic(sky, fromX, fromY, diffuse + direct);
        if (sky.Daylight < 0.2f)
            LightLamps(sky, fromX, fromY, incident);
    }

    private void Park()
    {
        for (var i = 0; i < _parked.Length; i++)
        {
            if (random.NextDouble() < 0.35)
                _parked[i] = random.NextDouble() < 0.5 ? 0 : random.NextSingle() + 0.02f;
        }
    }

    private void PutParked(Sky sky, float fromX, float fromY, float light)
    {
        for (var i = 0; i < _parked.Length; i++)
        {
            var box = place.Parking[i];
            if (_parked[i] > 0)
                Fill(box.X - fromX, box.Y - fromY, box.Width, box.Height, _parked[i] * 0.7f * (light + (sky.Daylight < 0.1f ? 0.03f : 0)) + 0.001f);
        }
    }

    private void PutTraffic(Sky sky, float fromX, float fromY, float light)
    {
        var cars = random.Next(sky.Hour is > 6 and < 22 ? 3 : 2);
        for (var i = 0; i < cars; i++)
        {
            var (x, y) = (random.Next(Margin - 5, Margin + Place.Width), random.Next(place.StreetTop, place.StreetBottom - 3));
            Fill(x - fromX, y - fromY, 6, 3, 0.6f * random.NextSingle() * (light + 0.02f));
            if (sky.Daylight < 0.15f && random.NextDouble() < 0.7)
            {
                Shine(new(x + 7 - fromX, y + 2 - fromY, random.Next(3, 7), 0.4f + (0.6f * random.NextSingle())));
                Shine(new(x + 12 - fromX, y + 3 - fromY, random.Next(3, 6), 0.15f));
            }
        }
        for (var i = random.Next(4); i > 0 && sky.Hour is > 6 and < 23; i--)
            Fill(random.Next(Place.Width), place.StreetTop - fromY + random.Next(-3, 14), 1, 3, 0.4f * random.NextSingle() * (light + 0.02f));
    }

    private void LightLamps(Sky sky, float fromX, float fromY, Incident incident)
    {
        var strength = 1 - (sky.Daylight / 0.2f);
        foreach (var lamp in place.StreetLamps)
            Shine(lamp with { X = lamp.X - fromX, Y = lamp.Y - fromY, Power = lamp.Power * strength });
        var evening = sky.Hour is > 17 and < 23 ? 0.4 : sky.Hour is > 5 and < 8 ? 0.2 : 0.04;
        foreach (var window in place.Windows)
        {
            if (random.NextDouble() < evening)
                Fill(window.X - fromX, window.Y - fromY, window.Width, window.Height, (0.05f + (0.15f * random.NextSingle())) * strength);
        }
        var isOpen = sky.Hour is > 8 and < 20.5;
        if (isOpen || incident.Kind == IncidentKind.ShopOpenAtNight)
        {
            var shop = place.Shop;
            Fill(shop.X - fromX, shop.Y - fromY, shop.Width, shop.Height, 0.35f * strength);
            Shine(new(shop.X + (shop.Width / 2f) - fromX, shop.Y + shop.Height + 2 - fromY, shop.Width * 0.8f, 0.12f * strength));
        }
        if (incident.Kind == IncidentKind.LightLeftOn)
            Shine(incident.Lamp with { Power = incident.Lamp.Power * strength });
    }

    private void PutObject(Incident incident, Sky sky)
    {
        var area = incident.Area;
        var under = 0f;
        for (var y = area.Y; y < area.Y + area.Height; y++)
        {
            for (var x = area.X; x < area.X + area.Width; x++)
                under += _light[(y * Place.Width) + x] / (area.Width * area.Height);
        }
        // Either clearly darker or clearly brighter than what it hides, and lit by the same light.
        var light = incident.Shade < 0.5f ? under * (0.15f + (0.5f * incident.Shade)) : under * (1.6f + (2 * (incident.Shade - 0.5f)));
        for (var y = area.Y; y < area.Y + area.Height; y++)
        {
            for (var x = area.X; x < area.X + area.Width; x++)
                _light[(y * Place.Width) + x] = light * (1 + (0.15f * MathF.Sin(x * 1.3f))) + (sky.Daylight * 0.001f);
        }
    }

    private void Haze(Sky sky)
    {
        var veil = Math.Max(sky.Fog, 0.25f * sky.Rain);
        if (veil == 0)
            return;
        var mean = _light.Average();
        for (var i = 0; i < _light.Length; i++)
            _light[i] = (_light[i] * (1 - veil)) + (mean * veil);
        for (var drop = (int)(sky.Rain * 60); drop > 0; drop--)
            Fill(random.Next(Place.Width), random.Next(Place.Height), 1, random.Next(1, 4), mean * (0.8f + random.NextSingle()));
    }

    private void Cover(Incident incident)
    {
        var mean = _light.Average() * (0.1f + incident.Shade);
        for (var y = Math.Max(0, incident.Area.Y); y < Math.Min(Place.Height, incident.Area.Y + incident.Area.Height); y++)
        {
            for (var x = Math.Max(0, incident.Area.X); x < Math.Min(Place.Width, incident.Area.X + incident.Area.Width); x++)
                _light[(y * Place.Width) + x] = mean * (0.8f + (0.4f * x / Place.Width)) * (1 + (0.2f * y / Place.Height));
        }
    }

    private void Blur(float radius)
    {
        var reach = (int)MathF.Ceiling(2.5f * radius);
        var kernel = Enumerable.Range(-reach, (2 * reach) + 1).Select(i => MathF.Exp(-i * i / (2 * radius * radius))).ToArray();
        var sum = kernel.Sum();
        var across = new float[_light.Length];
        for (var i = 0; i < _light.Length; i++)
        {
            for (var k = -reach; k <= reach; k++)
                across[i] += kernel[k + reach] / sum * _light[(i / Place.Width * Place.Width) + Math.Clamp((i % Place.Width) + k, 0, Place.Width - 1)];
        }
        for (var i = 0; i < _light.Length; i++)
        {
            _light[i] = 0;
            for (var k = -reach; k <= reach; k++)
                _light[i] += kernel[k + reach] / sum * across[(Math.Clamp((i / Place.Width) + k, 0, Place.Height - 1) * Place.Width) + (i % Place.Width)];
        }
    }

    /// <summary>Exposure aims at a mean and has a limit; at night noise grows with it.</summary>
    private byte[] Expose(Sky sky)
    {
        var mean = _light.Average();
        var gain = Math.Min(0.2f / mean, 8) * (0.85f + (0.3f * random.NextSingle()));
        var noise = 0.4f + (0.25f * Math.Min(gain, 8)) + (1.2f * sky.Rain);
        var picture = new byte[_light.Length];
        for (var i = 0; i < picture.Length; i++)
        {
            var level = (255 * MathF.Pow(Math.Min(1, _light[i] * gain), 1 / 2.2f)) + (noise * Bell());
            picture[i] = (byte)Math.Clamp((int)MathF.Round(level), 0, 255);
        }
        return picture;
    }

    private void Shine(Lamp lamp)
    {
        for (var y = Math.Max(0, (int)(lamp.Y - (2 * lamp.Reach))); y < Math.Min(Place.Height, lamp.Y + (2 * lamp.Reach)); y++)
        {
            for (var x = Math.Max(0, (int)(lamp.X - (2 * lamp.Reach))); x < Math.Min(Place.Width, lamp.X + (2 * lamp.Reach)); x++)
            {
                var distance = (((x - lamp.X) * (x - lamp.X)) + ((y - lamp.Y) * (y - lamp.Y))) / (lamp.Reach * lamp.Reach);
                _light[(y * Place.Width) + x] += lamp.Power * MathF.Exp(-2 * distance) * 0.4f;
            }
        }
    }

    private void Fill(float left, float top, int width, int height, float light)
    {
        for (var y = Math.Max(0, (int)top); y < Math.Min(Place.Height, (int)top + height); y++)
        {
            for (var x = Math.Max(0, (int)left); x < Math.Min(Place.Width, (int)left + width); x++)
                _light[(y * Place.Width) + x] = light;
        }
    }

    private float Bell() => (random.NextSingle() + random.NextSingle() + random.NextSingle() - 1.5f) * 2;

    private static int At(float x, float y) => (Math.Clamp((int)y, 0, Place.WorldHeight - 1) * Place.WorldWidth) + Math.Clamp((int)x, 0, Place.WorldWidth - 1);

    private static float Sample(float[] map, float x, float y)
    {
        var (right, down) = (x - (int)x, y - (int)y);
        return (((map[At(x, y)] * (1 - right)) + (map[At(x + 1, y)] * right)) * (1 - down))
            + (((map[At(x, y + 1)] * (1 - right)) + (map[At(x + 1, y + 1)] * right)) * down);
    }
}
