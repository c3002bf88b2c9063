namespace AutoCore.Policies.Cameras.Onvif;

/// <summary>Where a device's media services are, as it says; null: it names none.</summary>
/// <param name="Media">That of profile S.</param>
/// <param name="Media2">That of profile T.</param>
public readonly record struct OnvifServices(string? Media, string? Media2);

/// <summary>A profile of a device: one of its pictures in one of its sizes.</summary>
/// <param name="Token">How the device calls it.</param>
/// <param name="Name">How people do.</param>
/// <param name="Source">The lens or channel that it shows, or null.</param>
/// <param name="Video">What it is coded in, as in <c>H264 1920x1080</c>; empty: it does not say.</param>
public sealed record OnvifProfile(string Token, string Name, string? Source, string Video);

/// <summary>Reads what devices answer; whatever is missing or mistaken in it is left out.</summary>
public static class OnvifAnswers
{
    /// <summary>Profiles of a device that are looked at: a recorder has two or three for each channel.</summary>
    public const int MostProfiles = 256;

    /// <summary>Characters of a name, a token, an address.</summary>
    private const int Longest = 1024;

    /// <summary>What time the device believes it is, UTC; null if it does not say, or says nonsense.</summary>
    /// <param name="answer">To <see cref="OnvifCall.Clock"/>.</param>
    public static DateTimeOffset? Clock(OnvifElement answer) =>
        answer.All("UTCDateTime").FirstOrDefault() is { } utc && Number(utc, "Date", "Year") is { } year && Number(utc, "Date", "Month") is { } month
            && Number(utc, "Date", "Day") is { } day && Number(utc, "Time", "Hour") is { } hour && Number(utc, "Time", "Minute") is { } minute
            && Number(utc, "Time", "Second") is { } second
            && year is >= 1900 and <= 9000 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            && hour is >= 0 and < 24 && minute is >= 0 and < 60 && second is >= 0 and <= 60
            ? new DateTimeOffset(year, month, day, hour, minute, Math.Min(second, 59), TimeSpan.Zero) : null;

    /// <summary>The media services.</summary>
    /// <param name="answer">To <see cref="OnvifCall.Services"/> or <see cref="OnvifCall.Capabilities"/>.</param>
    public static OnvifServices Services(OnvifElement answer)
    {
        var listed = answer.All("Service").Select(static s => (Kind: s.Find("Namespace")?.Text.TrimEnd('/'), At: TextOf(s.Find("XAddr")))).ToList();
        return new(listed.Find(static s => s.Kind == OnvifCall.Media).At ?? TextOf(answer.All("Media").FirstOrDefault()?.Find("XAddr")),
            listed.Find(static s => s.Kind == OnvifCall.Media2).At ?? TextOf(answer.All("Media2").FirstOrDefault()?.Find("XAddr")));
    }

    /// <summary>The profiles, in the device's order.</summary>
    /// <param name="answer">To <see cref="OnvifCall.Profiles"/>.</param>
    public static IReadOnlyList<OnvifProfile> Profiles(OnvifElement answer) =>
    [
        .. answer.Children.Where(static p => p.Name == "Profiles").Take(MostProfiles)
            .Where(static p => p.Attribute("token") is { Length: > 0 and <= Longest })
            .Select(static p => new OnvifProfile(p.Attribute("token")!, TextOf(p.Find("Name")) ?? p.Attribute("token")!,
                TextOf(p.All("SourceToken").FirstOrDefault()), VideoOf(p))),
    ];

    /// <summary>The profile that is asked for: by its token, else its name; without one, the first.</summary>
    /// <param name="profiles">Those of the device.</param>
    /// <param name="wanted">What the address says, or null.</param>
    public static OnvifProfile? Choose(IReadOnlyList<OnvifProfile> profiles, string? wanted) => wanted is null ? profiles.Count > 0 ? profiles[0] : null
        : profiles.FirstOrDefault(p => p.Token == wanted) ?? profiles.FirstOrDefault(p => p.Name.Equals(wanted, StringComparison.OrdinalIgnoreCase));

    /// <summary>One profile of each lens or channel, the first: a camera has others of smaller size.</summary>
    public static IReadOnlyList<OnvifProfile> OfEachSource(IReadOnlyList<OnvifProfile> profiles) => [.. profiles.DistinctBy(static p => p.Source ?? "")];

    /// <summary>The address of a picture or a stream; null: it has none.</summary>
    /// <param name="answer">To <see cref="OnvifCall.Snapshot"/> or <see cref="OnvifCall.Stream"/>.</param>
    public static string? Address(OnvifElement answer) => TextOf(answer.All("Uri").FirstOrDefault());

    /// <summary>Which device it is.</summary>
    /// <param name="answer">To <see cref="OnvifCall.Endpoint"/>.</param>
    public static string? Endpoint(OnvifElement answer) =>
        EndpointIdentity.Normalize(answer.All("GUID").Concat(answer.All("Address")).FirstOrDefault()?.Text ?? answer.Text);

    /// <summary>Its host's name, or null.</summary>
    /// <param name="answer">To <see cref="OnvifCall.Hostname"/>.</param>
    public static string? Hostname(OnvifElement answer) => TextOf(answer.Find("HostnameInformation", "Name"));

    /// <summary>Maker and model, or null.</summary>
    /// <param name="answer">To <see cref="OnvifCall.Model"/>.</param>
    public static string? Model(OnvifElement answer) =>
        $"{TextOf(answer.Find("Manufacturer"))} {TextOf(answer.Find("Model"))}".Trim() is { Length: > 0 } model ? model : null;

    private static string VideoOf(OnvifElement profile) =>
        profile.Find("VideoEncoderConfiguration") is var first && (first ?? profile.Find("Configurations", "VideoEncoder")) is { } encoder
        && TextOf(encoder.Find("Encoding")) is { } coding
            ? Number(encoder, "Resolution", "Width") is { } width && Number(encoder, "Resolution", "Height") is { } height
                ? string.Create(CultureInfo.InvariantCulture, $"{coding} {width}x{height}") : coding
            : "";

    private static int? Number(OnvifElement within, params ReadOnlySpan<string> path) =>
        int.TryParse(within.Find(path)?.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string? TextOf(OnvifElement? element) => element?.Text is { Length: > 0 and <= Longest } text ? text : null;
}
