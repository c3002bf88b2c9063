using AutoCore.Core.Configuration;
using AutoCore.Policies.Cameras.Http;
using AutoCore.Policies.Cameras.Scheduling;

namespace AutoCore.Core.Cameras;

/// <summary>What one camera has otherwise than the others; null: as the section says.</summary>
/// <param name="SkipFrames">Whole frames of a stream that are passed over before the one that is kept.</param>
/// <param name="Interval">Time from turn to turn.</param>
/// <param name="Hours">When it is asked; null: always.</param>
internal sealed record CameraOverrides(
    TimeSpan? ConnectTimeout, TimeSpan? FirstByteTimeout, TimeSpan? ImageTimeout, int? RetryAttempts, int SkipFrames = 0, TimeSpan? Interval = null,
    CaptureHours? Hours = null)
{
    private const int MostSkippedFrames = 100;

    private static readonly TextRule HeaderName = new("a header's name other than those that the program writes itself", HeaderText.IsFreeName);

    private static readonly TextRule HeaderValue = new("its value, which may hold {PasswordKey}",
        static t => HeaderText.IsSendable(HeaderText.Bytes(t, isLatin1: false)))
    {
        Show = static value => AddressSecrets.HidesIn(value) ? value : "***",
    };

    private static readonly TextRule HoursOfDay = new(CaptureHours.Form, static t => CaptureHours.TryParse(t) is not null);

    /// <summary>Headers that are sent beside the usual ones.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    private bool IsEmpty => this is
    {
        Interval: null, Hours: null, ConnectTimeout: null, FirstByteTimeout: null, ImageTimeout: null, RetryAttempts: null, SkipFrames: 0, Headers.Count: 0,
    };

    /// <summary>Reads a camera's entry; null if it has none of these keys, as most.</summary>
    public static CameraOverrides? Read(SettingReader s)
    {
        var given = new CameraOverrides(
            s.OptionalDuration("ConnectTimeout", CamerasOptions.ShortestLimit, CamerasOptions.LongestConnect,
                "Time for the connection, TLS included; null: as for all."),
            s.OptionalDuration("FirstByteTimeout", CamerasOptions.ShortestLimit, CamerasOptions.LongestFirstByte,
                "Time until the camera begins to answer; null: as for all."),
            s.OptionalDuration("ImageTimeout", CamerasOptions.ShortestLimit, CamerasOptions.LongestImage, "Time for the whole picture; null: as for all."),
            s.OptionalNumber("RetryAttempts", 1, CamerasOptions.MostAttempts, "Tries in all for one picture; null: as for all."))
        {
            Interval = s.OptionalDuration("Interval", CamerasOptions.ShortestInterval, CamerasOptions.LongestInterval,
                "Time from the start of one of its turns to the next; null: as for all."),
            Hours = s.OptionalText("Hours", "When it is asked, local time, as in 07:00-19:00; daylight: from sunrise to sunset; null: always.",
                HoursOfDay) is { } hours ? CaptureHours.TryParse(hours) : null,
            SkipFrames = s.Number("SkipFrames", 0, 0, MostSkippedFrames, "Frames of a stream to pass over, for cameras whose first ones are black or grey."),
            Headers = s.Pairs("Headers", "Headers to send beside the usual ones, in JSON only, as \"X-API-Key\": \"{PasswordKey}\".", HeaderName, HeaderValue),
        };
        return given.IsEmpty ? null : given;
    }
}
