namespace AutoCore.Benchmarks.Cameras.Unusual;

/// <summary>What happens to a generated camera or in front of it.</summary>
internal enum IncidentKind
{
    None,
    Covered,
    PartlyCovered,
    Moved,
    Defocused,
    NewObject,
    LightLeftOn,
    ShopOpenAtNight,
}

/// <summary>Something that is to be noticed, with its place and strength.</summary>
internal sealed record Incident(IncidentKind Kind, Box Area, float Shade, int TurnX, int TurnY, float Blur, Lamp Lamp)
{
    public static Incident None { get; } = new(IncidentKind.None, default, 0, 0, 0, 0, default);

    /// <summary>Whether the picture shows it: a lamp cannot be seen by day.</summary>
    public bool ShowsIn(Sky sky) => Kind switch
    {
        IncidentKind.None => false,
        IncidentKind.LightLeftOn => sky.Daylight < 0.05f,
        IncidentKind.ShopOpenAtNight => sky.Daylight < 0.05f && sky.Hour is < 6 or > 22,
        _ => true,
    };

    public static Incident Make(IncidentKind kind, Random random, Place place)
    {
        var area = kind switch
        {
            IncidentKind.Covered => new Box(-1, -1, Place.Width + 2, Place.Height + 2),
            IncidentKind.PartlyCovered => random.Next(3) switch
            {
                0 => new(0, 0, random.Next(30, 55), Place.Height),
                1 => new(random.Next(25, 50), 0, Place.Width, Place.Height),
                _ => new(0, random.Next(15, 35), Place.Width, Place.Height),
            },
            IncidentKind.NewObject => new(random.Next(2, 50), random.Next(15, 36), random.Next(14, 27), random.Next(12, 23)),
            _ => default,
        };
        var turn = random.Next(12, 36) * (random.Next(2) == 0 ? 1 : -1);
        return new(kind, area, random.NextSingle(), turn, random.Next(-14, 15), 1.5f + (1.5f * random.NextSingle()),
            new(random.Next(8, 72), random.Next(12, 50), random.Next(8, 17), 0.25f + (0.5f * random.NextSingle())));
    }
}
