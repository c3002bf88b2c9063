using AutoCore.Core.Cameras;
using AutoCore.Core.Cameras.Inventory;
using AutoCore.Core.Configuration;
using AutoCore.Core.Health;
using AutoCore.Core.Logging;
using AutoCore.Policies.Cameras.Capture;
using AutoCore.Policies.Cameras.Scheduling;
using AutoCore.Policies.Fleet;
using AutoCore.Policies.Health;

namespace AutoCore.Daemon.Cameras.Sharing;

/// <summary>
/// The cameras that this node captures at present: those of its own settings, and its share of the fleet's list, which may change while a round
/// runs. Without a fleet it is the list of the settings and nothing else.
/// </summary>
internal sealed class SharedCameras(CamerasOptions options, HealthBoard board, ILogger<SharedCameras> log)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<int, CameraOptions> _loaded = [];
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly HashSet<int> _own = [];
    private readonly HashSet<int> _stored = [];
    private readonly HashSet<int> _tried = [];
    private FleetListFiles? _files;
    private int[] _partEnds = [];
    private long _round;

    /// <summary>Whether a fleet shares its list with this node.</summary>
    public bool IsShared => board.FindFact<FleetShare>() is not null;

    /// <summary>The cameras to capture in a round: a camera of the list only if it is this node's, and nobody else has its picture of this round.</summary>
    public IReadOnlyList<CameraOptions> Current(DateTimeOffset now)
    {
        if (board.FindFact<FleetShare>() is not { } share)
            return options.Sources;
        lock (_gate)
        {
            BeginRound(now);
            Load(share);
            return [.. options.Sources, .. _loaded.Where(c => IsToDo(share, c.Key)).OrderBy(c => c.Key).Select(c => c.Value)];
        }
    }

    /// <summary>Whether a camera is still this node's to capture, asked just before it is.</summary>
    public bool IsOurs(CameraOptions camera)
    {
        lock (_gate)
            return !_places.TryGetValue(camera.Label, out var place) || board.FindFact<FleetShare>() is not { } share || IsToDo(share, place);
    }

    /// <summary>Whether the camera is one of the fleet's list that this node had to do with.</summary>
    public bool Knows(string label)
    {
        lock (_gate)
            return _places.ContainsKey(label);
    }

    /// <summary>Whether a camera of this node has no picture of this round and was not asked for one.</summary>
    /// <param name="stored">What this node has, by label.</param>
    /// <param name="now">The time.</param>
    public bool IsAnyMissing(IReadOnlySet<string> stored, DateTimeOffset now)
    {
        if (board.FindFact<FleetShare>() is not { } share)
            return false;
        lock (_gate)
        {
            BeginRound(now);
            Load(share);
            return _loaded.Any(c => !c.Value.HasOwnRhythm && IsToDo(share, c.Key) && !_tried.Contains(c.Key) && !stored.Contains(c.Value.Label));
        }
    }

    /// <summary>Notes how a camera fared, for those who may take it over.</summary>
    public void Note(CameraResult result)
    {
        lock (_gate)
        {
            if (!_places.TryGetValue(result.Camera.Label, out var place) || result.Reason.Fault == CaptureFault.Moved)
                return;
            _tried.Add(place);
            if (result.Stored is not null)
                _stored.Add(place);
        }
    }

    /// <summary>Notes what an interrupted round left, and offers all of it to the fleet.</summary>
    public void Resume(IReadOnlySet<string> stored)
    {
        lock (_gate)
            _stored.UnionWith(stored.Select(l => _places.GetValueOrDefault(l, -1)).Where(p => p >= 0));
        board.OfferFact(Marks);
    }

    private RoundMarks Marks()
    {
        lock (_gate)
            return new(_round, _files?.Version ?? 0, [.. _stored]);
    }

    private bool IsToDo(FleetShare share, int place) =>
        share.ListVersion == _files?.Version && share.IsMine(place)
        // Marks speak of the round that all share: of turns of its own a camera's node knows alone.
        && ((_loaded.TryGetValue(place, out var camera) && camera.HasOwnRhythm) || board.FindFact<StoredElsewhere>() is not { Marks: var others }
            || others.Round != _round || others.ListVersion != _files.Version || !others.Stored.Contains(place) || _stored.Contains(place));

    private void BeginRound(DateTimeOffset now)
    {
        var round = SharedRoundPolicy.RoundOf(now, options.Interval).ToUnixTimeSeconds();
        if (round == _round)
            return;
        _round = round;
        _stored.Clear();
        _tried.Clear();
    }

    /// <summary>Reads those cameras of this node that were not read before; only parts in which one lies are opened again.</summary>
    private void Load(FleetShare share)
    {
        if (board.FindFact<FleetListFiles>() is not { } files || files.Version != share.ListVersion)
            return;
        if (files.Version != _files?.Version)
            Begin(files);
        var missing = Enumerable.Range(0, share.Owners.Length).Where(p => share.IsMine(p) && !_loaded.ContainsKey(p) && !_own.Contains(p)).ToList();
        for (var part = 0; missing.Count > 0 && part < files.Files.Count; part++)
        {
            var start = part == 0 ? 0 : _partEnds[part - 1];
            if (_partEnds[part] == 0 || missing.Exists(p => p >= start && p < _partEnds[part]))
                _partEnds[part] = start + LoadPart(files, part, start, missing);
        }
    }

    private void Begin(FleetListFiles files)
    {
        (_files, _partEnds) = (files, new int[files.Files.Count]);
        _loaded.Clear();
        _places.Clear();
        _own.Clear();
        // The numbers of another list mean other cameras: what was stored is known by this node's own file of the round.
        _stored.Clear();
        _tried.Clear();
    }

    private int LoadPart(FleetListFiles files, int number, int start, List<int> wanted)
    {
        if (ListPart.TryRead(File.ReadAllBytes(files.Files[number]), int.MaxValue) is not { } part)
            return 0;
        var slices = part.Slice();
        var own = wanted.Where(p => p >= start && p < start + slices.Count).ToList();
        var report = new SettingReport();
        foreach (
            var (place, camera) in own.Zip(
            CameraInventory.ReadJson(
            [(byte)'[', .. own.SelectMany((p, i) => i > 0 ? [(byte)',', .. slices[p - start].Span] : slices[p - start].ToArray()), (byte)']'],
            CameraListReader.ListName, report)))
        {
            Add(place, camera, files.PasswordKeys);
        }
        return slices.Count;
    }

    private void Add(int place, CameraOptions camera, IReadOnlyList<string> allowed)
    {
        if (options.Sources.Any(s => s.Label.Equals(camera.Label, StringComparison.OrdinalIgnoreCase)))
        {
            _own.Add(place);
            log.Write(CamerasEvents.SharedIsOwn, new Measure("camera", camera.Label));
            return;
        }
        if (camera.PasswordKey is { } key && !allowed.Contains(key, StringComparer.Ordinal))
        {
            log.Write(CamerasEvents.SharedSecretNotAllowed, new("camera", camera.Label), new("secret", key));
            camera = camera with { Auth = CameraAuth.None, UserName = null, PasswordKey = null };
        }
        if (options.Place is null && camera.Own?.Hours == CaptureHours.Daylight)
            log.Write(CamerasEvents.SharedDaylight, new Measure("camera", camera.Label));
        _loaded[place] = camera;
        _places[camera.Label] = place;
    }
}
