using AutoCore.Core.Cameras;
using AutoCore.Core.Logging;
using AutoCore.Core.Mqtt;
using AutoCore.Core.Storage;
using AutoCore.Daemon.Hosting;

namespace AutoCore.Daemon.Mqtt;

/// <summary>
/// Pictures that wait for the broker: of each camera that the settings name the place of the newest one. Its bytes are read when its turn comes, one picture at
/// a time and away from the connection's thread: while the broker is away nothing is read, and a card that hangs holds up nothing but pictures.
/// </summary>
internal sealed class PictureOutbox : IPictureListener
{
    /// <summary>A picture outlives a night in which its camera rests.</summary>
    private static readonly TimeSpan ShortestTurn = TimeSpan.FromDays(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Place> _places = new(StringComparer.Ordinal);
    private readonly Queue<Place> _waiting = new();
    private readonly int _mostBytes;
    private readonly ILogger<PictureOutbox> _log;
    private MqttMessage? _ready;
    private bool _isReading;

    public PictureOutbox(MqttOptions options, CamerasOptions cameras, MqttTopics topics, ILogger<PictureOutbox> log)
    {
        (_mostBytes, _log) = (options.MostPictureBytes, log);
        if (options.Host is null || options.PictureCameras.Count == 0)
            return;
        var groups = CameraGroups.Of(cameras.Sources);
        foreach (var camera in cameras.Sources.Where(c => options.PictureCameras.Contains(c.Label, StringComparer.Ordinal)))
        {
            var turn = cameras.IntervalOf(camera);
            _places[camera.Label] = new(camera.Label, topics.Picture(groups[camera.Label]), 3 * (turn > ShortestTurn ? turn : ShortestTurn));
        }
    }

    /// <summary>Raised when there may be something to take; any thread.</summary>
    public event Action? Ready;

    public void OnStored(string label, string file, DateTimeOffset at)
    {
        if (!_places.TryGetValue(label, out var place))
            return;
        lock (_gate)
        {
            if (place.At >= at)
                return;
            (place.File, place.At) = (file, at);
            Enqueue(place);
        }
        Ready?.Invoke();
    }

    /// <summary>The broker may have lost what it kept: every camera's newest picture has its turn again.</summary>
    public void Announce()
    {
        lock (_gate)
        {
            _ready = null;
            foreach (var place in _places.Values.Where(p => p.File is not null))
                Enqueue(place);
        }
    }

    /// <summary>The next picture; null: none waits, or it is still being read, and <see cref="Ready"/> will be raised.</summary>
    public MqttMessage? Take()
    {
        lock (_gate)
        {
            if (_ready is { } ready)
            {
                _ready = null;
                return ready;
            }
            if (!_isReading && _waiting.TryDequeue(out var next))
            {
                (next.IsWaiting, _isReading) = (false, true);
                _ = Task.Run(() => Prepare(next));
            }
            return null;
        }
    }

    private void Enqueue(Place place)
    {
        if (!place.IsWaiting)
            _waiting.Enqueue(place);
        place.IsWaiting = true;
    }

    private void Prepare(Place place)
    {
        var message = Read(place);
        lock (_gate)
            (_ready, _isReading) = (message, false);
        Ready?.Invoke();
    }

    private MqttMessage? Read(Place place)
    {
        try
        {
            string file;
            lock (_gate)
                file = place.File!;
            if (new FileInfo(file).Length is var bytes && bytes > _mostBytes)
            {
                if (!place.IsTold)
                    _log.Write(MqttEvents.PictureTooLarge, new("camera", place.Label), new("bytes", bytes), new("most", _mostBytes));
                place.IsTold = true;
                return null;
            }
            var content = PlainFile.ReadSmall(file, _mostBytes);
            // Nobody reads it soon: kept in memory it would be charged to this service.
            Posix.TryDropFromCache(file);
            return new(place.Topic, content, Retain: true, place.Expiry, "image/jpeg");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It was deleted or made smaller meanwhile, or the card failed, which says so itself: the next one is published.
            return null;
        }
    }

    /// <summary>A camera's newest picture.</summary>
    private sealed class Place(string label, string topic, TimeSpan expiry)
    {
        public string Label => label;

        public string Topic => topic;

        /// <summary>After which the broker forgets it.</summary>
        public TimeSpan Expiry => expiry;

        public string? File { get; set; }

        public DateTimeOffset At { get; set; }

        public bool IsWaiting { get; set; }

        /// <summary>Whether it was said that its pictures are too large.</summary>
        public bool IsTold { get; set; }
    }
}
