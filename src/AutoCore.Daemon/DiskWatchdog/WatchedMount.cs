using System.Runtime.InteropServices;
using AutoCore.Policies.DiskWatchdog;
using AutoCore.Policies.Health;
using AutoCore.Policies.Storage;

namespace AutoCore.Daemon.DiskWatchdog;

/// <summary>How a configured folder's file system can be looked at.</summary>
internal enum MountState
{
    /// <summary>It answers.</summary>
    Watched,

    /// <summary>An earlier folder of the list lies on the same file system.</summary>
    Duplicate,

    /// <summary>The kernel does not come back from it.</summary>
    Hung,

    /// <summary>It is no longer mounted, or not yet.</summary>
    Missing,
}

/// <summary>What is known of one configured folder and its file system, from pass to pass.</summary>
internal sealed class WatchedMount(string folder, MountProbe probe)
{
    private const int InputOutputError = 5;

    private readonly List<Rating> _samples = [];
    private readonly UsageWindow _window = new();
    private string? _mountPoint;
    private long? _firstDeviceErrors;
    private long _failedLooks;
    private Rating _usageRating;

    /// <summary>As configured.</summary>
    public string Folder => folder;

    public MountState State { get; private set; } = MountState.Missing;

    /// <summary>Why it is missing, in words.</summary>
    public string Problem { get; private set; } = "";

    /// <summary>The newest sample; null unless <see cref="MountState.Watched"/>.</summary>
    public MountSample? Sample { get; private set; }

    /// <summary>What is wrong with the card beyond its usage.</summary>
    public DiskFaults Faults { get; private set; }

    /// <summary>Usage and faults together.</summary>
    public Rating Rating => Faults.Any ? Rating.Critical : State == MountState.Watched ? _usageRating : Rating.Unknown;

    /// <summary>Whether usage makes it critical: what clean-up can mend.</summary>
    public bool IsFull => State == MountState.Watched && _usageRating == Rating.Critical;

    /// <summary>Whether the newest samples do not agree yet, so that the next one should come soon.</summary>
    public bool IsUnsettled => _samples.Exists(s => s != _usageRating);

    /// <summary>The trend of used bytes a second; null while it is not known.</summary>
    public double? Trend { get; private set; }

    /// <summary>Time until the critical level by the trend; null if it will not be reached.</summary>
    public TimeSpan? UntilCritical { get; private set; }

    /// <summary>Time until the warning level by the trend; null if it will not be reached.</summary>
    public TimeSpan? UntilWarning { get; private set; }

    /// <summary>Time until the critical level at the fastest of the newest rates.</summary>
    public TimeSpan? UntilCriticalAtWorst { get; private set; }

    /// <summary>The mount point where known, else the folder as configured.</summary>
    public string Name => _mountPoint ?? folder;

    /// <summary>When it was last cleaned up since it got critical, and with what success.</summary>
    public EmergencyHistory Emergency { get; set; }

    /// <summary>Looks at the file system; what is wrong with it is noted and never thrown.</summary>
    /// <param name="levels">The configured levels.</param>
    /// <param name="fsTab">What is meant to be mounted.</param>
    /// <param name="at">The moment, on a monotonic clock.</param>
    public async Task LookAsync(DiskLevels levels, FsTab fsTab, TimeSpan at, CancellationToken cancellationToken)
    {
        try
        {
            if (await probe.ReadAsync(cancellationToken) is not { } sample)
                Lose(MountState.Hung, "the kernel does not answer for it");
            else if (DescribeMissing(sample.Mount, fsTab) is { } missing)
                Lose(MountState.Missing, missing);
            else
                Take(sample, levels, fsTab.MeansReadOnly(sample.Mount), at);
        }
        catch (IOException e) when (e.HResult == InputOutputError)
        {
            _failedLooks++;
            Faults = Faults with { DeviceErrors = Faults.DeviceErrors + 1 };
            Lose(MountState.Hung, e.Message);
        }
        catch (IOException e)
        {
            Lose(MountState.Missing, e.Message);
        }
    }

    /// <summary>Another folder stands for this file system.</summary>
    public void MarkDuplicate()
    {
        State = MountState.Duplicate;
        Sample = null;
    }

    /// <summary>Forgets the samples: the next one counts at once, and what a clean-up freed is no trend.</summary>
    public void Forget()
    {
        _samples.Clear();
        _window.Clear();
    }

    /// <summary>A folder whose file system is gone lies on the one below; a disk that <c>fstab</c> names but nobody mounted, too.</summary>
    private string? DescribeMissing(MountEntry found, FsTab fsTab)
    {
        if (_mountPoint is not null && found.MountPoint != _mountPoint && MountTable.LiesUnder(_mountPoint, found.MountPoint))
            return $"{_mountPoint} is no longer mounted";
        var meant = fsTab.FindFor(folder)?.MountPoint;
        return meant is not null && meant != found.MountPoint && MountTable.LiesUnder(meant, found.MountPoint)
            ? $"{meant} stands in /etc/fstab but is not mounted"
            : null;
    }

    private void Take(MountSample sample, DiskLevels levels, bool mayBeReadOnly, TimeSpan at)
    {
        Sample = sample;
        State = MountState.Watched;
        _mountPoint = sample.Mount.MountPoint;
        _firstDeviceErrors ??= sample.DeviceErrors;
        var isReadOnly = sample.Mount.HasFailed || (sample.Mount.IsReadOnly && !mayBeReadOnly);
        Faults = new(isReadOnly, sample.FileSystemErrors, _failedLooks + (sample.DeviceErrors - _firstDeviceErrors ?? 0));
        _samples.Insert(0, DiskPolicy.RateUsage(sample.Usage, levels));
        if (_samples.Count > DiskPolicy.SamplesKept)
            _samples.RemoveAt(DiskPolicy.SamplesKept);
        _usageRating = DiskPolicy.Decide(_usageRating, CollectionsMarshal.AsSpan(_samples));
        if (_usageRating != Rating.Critical)
            Emergency = default;
        Forecast(sample.Usage, levels, at);
    }

    private void Forecast(FileSystemUsage usage, DiskLevels levels, TimeSpan at)
    {
        _window.Add(new(at, usage.UsedBytes));
        Trend = ForecastPolicy.BytesPerSecond(_window.Samples);
        var reach = ForecastPolicy.ReachOf(ForecastPolicy.SpanOf(_window.Samples));
        UntilWarning = ForecastPolicy.TimeUntil(usage, Trend, levels.WarningPercent, reach);
        UntilCritical = ForecastPolicy.TimeUntil(usage, Trend, levels.CriticalPercent, reach);
        UntilCriticalAtWorst =
            ForecastPolicy.TimeUntil(usage, ForecastPolicy.FastestOfNewest(_window.Samples), levels.CriticalPercent, ForecastPolicy.Farthest);
    }

    private void Lose(MountState state, string problem)
    {
        State = state;
        Problem = problem;
        Sample = null;
        (Trend, UntilWarning, UntilCritical, UntilCriticalAtWorst) = (null, null, null, null);
        Forget();
    }
}
