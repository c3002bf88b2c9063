using AutoCore.Core.Cameras;
using AutoCore.Policies.Cameras.Capture;

namespace AutoCore.Daemon.Cameras.Gate;

/// <summary>
/// Lets requests in: at most so many at once, so many to one host, none to a host that is paused, the slowest cameras first. A worker is a
/// place here and not a thread, so that a camera that waits for its next try holds no worker. Streams have places of their own: those that wait for one
/// keep nobody else waiting.
/// </summary>
internal sealed class RequestGate : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<Waiter> _waiters = [];
    private readonly HashSet<object> _hastened = [];
    private readonly HashSet<object> _served = [];
    private readonly Dictionary<string, int> _inFlight = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<Place> _free;
    private readonly List<Place> _freeForStreams;
    private readonly CamerasOptions _options;
    private readonly HostStates _hosts;
    private readonly TimeProvider _time;
    private readonly ITimer _wake;
    private int _streamsWaiting;

    public RequestGate(CamerasOptions options, HostStates hosts, TimeProvider time)
    {
        (_options, _hosts, _time) = (options, hosts, time);
        _free = [.. Enumerable.Range(0, options.MaxWorkers).Select(_ => new Place(isForStreams: false))];
        _freeForStreams = [.. Enumerable.Range(0, options.Rtsp.MaxAtOnce).Select(_ => new Place(isForStreams: true))];
        _hosts.BeginRound();
        _wake = time.CreateTimer(_ => Dispatch(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private TimeSpan Now => _time.GetElapsedTime(0);

    /// <summary>Waits for a place of the camera's kind.</summary>
    /// <param name="camera">Who is to be asked.</param>
    /// <param name="expected">How long its request will probably take.</param>
    /// <param name="isStream">Whether it is known to have a stream, though its address does not say so.</param>
    /// <param name="key">By what it can be told to go ahead (<see cref="TryHasten"/>), or null.</param>
    /// <returns>The place; null if the host is given up for this round.</returns>
    public Task<GateLease?> EnterAsync(CameraOptions camera, TimeSpan expected, bool isStream, CancellationToken cancellationToken, object? key = null) =>
        EnterAsync(new Waiter(camera.Host, expected, isStream || camera.IsStream, key), cancellationToken);

    /// <summary>Lets one that never had a place yet go ahead of all others, now or as soon as it comes; false: it had one.</summary>
    public bool TryHasten(object key)
    {
        lock (_gate)
        {
            if (_served.Contains(key))
                return false;
            _hastened.Add(key);
            if (_waiters.Find(w => w.Key == key) is { } waiter)
            {
                _waiters.Remove(waiter);
                Insert(waiter);
            }
        }
        Dispatch();
        return true;
    }

    /// <summary>Waits for a place to ask a host for a picture.</summary>
    public Task<GateLease?> EnterAsync(string host, TimeSpan expected, CancellationToken cancellationToken) =>
        EnterAsync(new Waiter(host, expected, isStream: false, key: null), cancellationToken);

    private async Task<GateLease?> EnterAsync(Waiter waiter, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _streamsWaiting += waiter.IsStream ? 1 : 0;
            Insert(waiter);
        }
        Dispatch();
        await using var registration = cancellationToken.Register(() => Withdraw(waiter, cancellationToken));
        return await waiter.Done.Task;
    }

    /// <summary>How a host that is not asked failed.</summary>
    public string LastFailure(string host)
    {
        lock (_gate)
            return _hosts.LastFailure(host);
    }

    /// <summary>Whether the cameras of a host that failed wait here until it answers or their patience ends.</summary>
    public bool IsWaitedFor(string host)
    {
        lock (_gate)
            return _hosts[host].IsWaitedFor;
    }

    public void Dispose() => _wake.Dispose();

    private void Insert(Waiter waiter)
    {
        if (waiter.Key is { } key && _hastened.Contains(key))
            waiter.Expected = TimeSpan.MaxValue;
        // Slowest first; equal ones in the order they came.
        var at = _waiters.FindIndex(w => w.Expected < waiter.Expected);
        _waiters.Insert(at < 0 ? _waiters.Count : at, waiter);
    }

    private void Dispatch()
    {
        lock (_gate)
        {
            var now = Now;
            var next = TimeSpan.MaxValue;
            for (var i = 0; i < _waiters.Count && (_free.Count > 0 || (_freeForStreams.Count > 0 && _streamsWaiting > 0));)
            {
                var waiter = _waiters[i];
                if (_hosts[waiter.Host].IsGivenUp(now))
                    Release(i, null);
                else if (FindPlace(waiter, now, ref next) is { } place)
                    Admit(i, place);
                else
                    i++;
            }
            if (next < TimeSpan.MaxValue)
                _wake.Change(next > now ? next - now : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>A free place for a waiter, or null; <paramref name="next"/> becomes the moment when that changes by itself.</summary>
    private Place? FindPlace(Waiter waiter, TimeSpan now, ref TimeSpan next)
    {
        var host = waiter.Host;
        var breaker = _hosts[host];
        var inFlight = _inFlight.GetValueOrDefault(host);
        if (breaker.IsPaused(now))
            next = Min(next, breaker.PausedUntil);
        // The trial is for the camera that is most likely to answer: the fastest, which stands last.
        else if (breaker.IsOnTrial(now) && (inFlight > 0 || _waiters.FindLast(w => w.Host == host) != waiter))
            return null;
        else if (inFlight < (_options.MaxPerHost ?? _options.MaxWorkers))
            return FindRested(waiter.IsStream ? _freeForStreams : _free, host, now, ref next);
        return null;
    }

    private static Place? FindRested(List<Place> free, string host, TimeSpan now, ref TimeSpan next)
    {
        foreach (var place in free)
        {
            if (place.Host != host || place.RestsUntil <= now)
                return place;
            next = Min(next, place.RestsUntil);
        }
        return null;
    }

    private void Admit(int index, Place place)
    {
        var host = _waiters[index].Host;
        FreeOf(place).Remove(place);
        place.Host = host;
        _inFlight[host] = _inFlight.GetValueOrDefault(host) + 1;
        Release(index, new((hostFailed, failure) => GiveBack(place, hostFailed, failure)));
    }

    private void Release(int index, GateLease? lease)
    {
        var waiter = _waiters[index];
        _waiters.RemoveAt(index);
        if (waiter.Key is { } key)
            _served.Add(key);
        _streamsWaiting -= waiter.IsStream ? 1 : 0;
        waiter.Done.TrySetResult(lease);
    }

    private void GiveBack(Place place, bool? hostFailed, string failure)
    {
        lock (_gate)
        {
            var host = place.Host!;
            _inFlight[host]--;
            if (hostFailed is { } failed)
                _hosts[host] = failed ? _hosts[host].Failed(Now, RoundPolicy.Patience(_options.Interval)) : HostBreaker.Answered;
            if (hostFailed == true)
                _hosts.NoteFailure(host, failure);
            place.RestsUntil = Now + _options.DelayBetweenCameras;
            FreeOf(place).Add(place);
        }
        Dispatch();
    }

    private void Withdraw(Waiter waiter, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (!_waiters.Remove(waiter))
                return;
            _streamsWaiting -= waiter.IsStream ? 1 : 0;
            waiter.Done.TrySetCanceled(cancellationToken);
        }
    }

    private List<Place> FreeOf(Place place) => place.IsForStreams ? _freeForStreams : _free;

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    /// <summary>One of the workers: it rests a moment before it asks the same host again.</summary>
    private sealed class Place(bool isForStreams)
    {
        public bool IsForStreams => isForStreams;

        /// <summary>The host that it asked last.</summary>
        public string? Host { get; set; }

        /// <summary>Until when it leaves that host alone, on the monotonic clock.</summary>
        public TimeSpan RestsUntil { get; set; }
    }

    private sealed class Waiter(string host, TimeSpan expected, bool isStream, object? key)
    {
        public string Host => host;

        public bool IsStream => isStream;

        public object? Key => key;

        public TimeSpan Expected { get; set; } = expected;

        public TaskCompletionSource<GateLease?> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
