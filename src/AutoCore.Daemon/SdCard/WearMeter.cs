using AutoCore.Policies.SdCard;

namespace AutoCore.Daemon.SdCard;

/// <summary>Adds up what the kernel counts, over days and restarts.</summary>
internal sealed class WearMeter(WearState? kept, string bootId)
{
    private WearCount? _count = kept?.Count;
    private long? _device = kept?.DeviceBytes;
    private bool _sameStart = kept?.BootId == bootId;
    private long _daemon;

    /// <summary>What the counters add up to with these figures.</summary>
    /// <param name="figures">What the kernel counts now.</param>
    /// <param name="today">The present day, UTC; null while the clock is in doubt: the day goes on.</param>
    public WearCount? Add(CardFigures figures, DateOnly? today)
    {
        if (today is { } day)
            _count ??= WearCount.From(day);
        if (_count is not { } count || figures.WrittenBytes is not { } device)
            return null;
        // On the very first look nobody knows on which days the kernel's count came about.
        var byAll = _device is { } before ? WearPolicy.Gained(before, device, _sameStart) : 0;
        var daemon = figures.DaemonWrittenBytes ?? _daemon;
        _count = WearPolicy.Add(count, today ?? count.Day, byAll, WearPolicy.Gained(_daemon, daemon, sameStart: true));
        (_device, _daemon, _sameStart) = (device, daemon, true);
        return _count;
    }

    /// <summary>What is to be kept over a restart, or null before the first figures.</summary>
    public WearState? State => _count is { } count && _device is { } device ? new(count, bootId, device) : null;
}
