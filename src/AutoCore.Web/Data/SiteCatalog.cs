using AutoCore.Core.Cameras;
using AutoCore.Core.Hosting;
using AutoCore.Policies.Cameras;
using AutoCore.Policies.Cameras.Capture;
using AutoCore.Policies.Cameras.Freshness;
using AutoCore.Policies.Health;

namespace AutoCore.Web.Data;

/// <summary>
/// The sites and cameras of the settings with their state: that of the running daemon (<c>cameras.json</c>), and until its first round after a
/// start what the last round left on the card. Read again only when one of these files has changed.
/// </summary>
internal sealed class SiteCatalog(CamerasOptions options, HostingOptions hosting, RuntimeFiles runtime, PictureStore pictures)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<CameraKey, CameraOptions> _cameras = options.Sources.ToDictionary(c => CameraKey.Of(c.Site, c.Name));
    private IReadOnlyList<SiteState> _sites = [];
    private (RuntimeFileVersion? Daemon, DateTime Round) _version = (null, DateTime.MinValue);
    private bool _isRead;

    /// <summary>All sites, in the order of the settings.</summary>
    public IReadOnlyList<SiteState> Sites
    {
        get
        {
            lock (_gate)
            {
                var version = (runtime.VersionOf(RuntimeFiles.Cameras), File.GetLastWriteTimeUtc(RoundPath));
                if (!_isRead || version != _version)
                    (_sites, _version, _isRead) = (Read(), version, true);
                return _sites;
            }
        }
    }

    /// <summary>All cameras, in the order of the settings.</summary>
    public IEnumerable<CameraState> Cameras => Sites.SelectMany(s => s.Cameras);

    private string RoundPath => Path.Combine(hosting.DataDirectory, "capture", "round.tsv");

    /// <summary>A camera by the two parts of a URL, or null: whatever is asked for, only what the settings name is found.</summary>
    public CameraState? Find(string site, string name)
    {
        var key = new CameraKey(site, name);
        return _cameras.ContainsKey(key) ? Cameras.First(c => c.Key == key) : null;
    }

    private IReadOnlyList<SiteState> Read()
    {
        var current = ReadDaemonStates();
        var groups = CameraGroups.Of(options.Sources);
        var before = new Lazy<LastRound>(ReadLastRound);
        return
        [
            .. options.Sources.GroupBy(c => PictureNames.PartOf(c.Site)).Select(site => new SiteState(site.Key, site.First().Site,
                [.. site.Select(c => current.TryGetValue(groups[c.Label], out var state) ? Current(c, state) : before.Value.StateOf(c, pictures))])),
        ];
    }

    private Dictionary<string, JsonElement> ReadDaemonStates()
    {
        if (runtime.Read(RuntimeFiles.Cameras) is not { } file || !file.TryGetProperty("cameras", out var cameras) || cameras.ValueKind != JsonValueKind.Object)
            return [];
        return cameras.EnumerateObject().Where(c => c.Value.ValueKind == JsonValueKind.Object).ToDictionary(c => c.Name, c => c.Value, StringComparer.Ordinal);
    }

    private CameraState Current(CameraOptions camera, JsonElement state) => new(
        Key: CameraKey.Of(camera.Site, camera.Name),
        Site: camera.Site,
        Name: camera.Name,
        Rating: RatingNames.FromWord(state.Text("rating")),
        Reason: state.Text("reason") is { Length: > 0 } reason && reason != CaptureReason.None.Word ? reason : null,
        Detail: state.Text("detail"),
        Remedy: state.Text("remedy") is { } remedy ? new(remedy, state.Text("remedy_pt") ?? remedy) : null,
        FailingSince: state.Time("failing_since_ts"),
        LastStored: state.Time("last_stored_ts") ?? LastRound.TimeOfNewest(camera, pictures),
        Flags: state.Text("flags")?.Split(", ", StringSplitOptions.RemoveEmptyEntries) ?? [],
        SameAs: state.Text("same_as"),
        Score: state.Number("score"),
        Bytes: (long?)state.Number("bytes"),
        ElapsedMs: state.Number("elapsed_ms"),
        Attempts: (int?)state.Number("attempts"),
        IsResting: state.Number("resting") > 0,
        RestingUntil: state.Time("resting_until_ts"));

    private LastRound ReadLastRound()
    {
        using var file = new RoundFile(hosting, options);
        return new(file.Read(), new FreshnessFile(hosting).Read());
    }

    /// <summary>What the card tells of the last round.</summary>
    private sealed record LastRound(RoundState Round, Dictionary<string, CameraHistory> Histories)
    {
        public CameraState StateOf(CameraOptions camera, PictureStore pictures)
        {
            var flags = Histories.GetValueOrDefault(camera.Label)?.Flags ?? PictureOddities.None;
            var isStored = Round.Stored.Contains(camera.Label);
            // Nor did who has turns of its own and had none.
            var isUnknown = Round.Summary is null || (camera.HasOwnRhythm && !Round.Failed.ContainsKey(camera.Label));
            return new(
                Key: CameraKey.Of(camera.Site, camera.Name),
                Site: camera.Site,
                Name: camera.Name,
                // An interrupted round has not asked everyone: who is missing did not fail.
                Rating: isStored ? flags == PictureOddities.None ? Rating.Ok : Rating.Warning : isUnknown ? Rating.Unknown : Rating.Warning,
                Reason: isStored || isUnknown ? null : "failed",
                LastStored: TimeOfNewest(camera, pictures),
                Flags: flags.ToWords().Split(", ", StringSplitOptions.RemoveEmptyEntries));
        }

        public static DateTimeOffset? TimeOfNewest(CameraOptions camera, PictureStore pictures)
        {
            using var newest = pictures.OpenLatest(CameraKey.Of(camera.Site, camera.Name));
            return newest?.LastModified;
        }
    }
}
