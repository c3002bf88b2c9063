using AutoCore.Policies.DiskWatchdog;
using AutoCore.Policies.Health;

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

/// <summary>What is remembered of one configured folder and its file system from pass to pass.</summary>
internal sealed class WatchedMount(string folder, MountProbe probe)
{
    private readonly List<Rating> _samples = [];
    private long? _firstDeviceErrors;
    private Rating _usageRating;

    /// <summary>As configured.</summary>
    public string Folder => folder;

    /// <summary>Looks at it.</summary>
    public MountProbe Probe => probe;

    /// <summary>Its name in topics; null before it was first looked at.</summary>
    public string? Slug { get; set; }

    public MountState State { get; set; } = MountState.Missing;

    /// <summary>Why it is missing.</summary>
    public string? Problem { get; set; }

    /// <summary>The newest sample; null unless <see cref="MountState.Watched"/>.</summary>
    public MountSample? Sample { get; private set; }

    /// <summary>What is wrong with the card beyond usage.</summary>
    public DiskFaults Faults { get; private set; }

    /// <summary>Usage and faults together.</summary>
    public Rating Rating => State is MountState.Hung or MountState.Missing ? Rating.Unknown : Faults.Any ? Rating.Critical : _usageRating;

    /// <summary>Whether usage alone makes it critical: what clean-up can mend.</summary>
    public bool IsFull => State == MountState.Watched && _usageRating == Rating.Critical;

    /// <summary>Whether the samples do not agree yet, so that the next ones should come soon.</summary>
    public bool IsUnsettled => _samples.Exists(s => s != _usageRating);

    /// <summary>Takes in a sample.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="levels">The configured levels.</param>
    /// <param name="mayBeReadOnly">Whether it is mounted read-only on purpose.</param>
    public void Take(MountSample sample, DiskLevels levels, bool mayBeReadOnly)
    {
        Sample = sample;
        State = MountState.Watched;
        _firstDeviceErrors ??= sample.DeviceErrors;
        var isReadOnly = sample.Mount.HasFailed || (sample.Mount.IsReadOnly && !mayBeReadOnly);
        Faults = new(isReadOnly, sample.FileSystemErrors, sample.DeviceErrors - _firstDeviceErrors ?? 0);
        _samples.Insert(0, DiskPolicy.RateUsage(sample.Usage, levels));
        if (_samples.Count > DiskPolicy.SamplesKept)
            _samples.RemoveAt(DiskPolicy.SamplesKept);
        _usageRating = DiskPolicy.Decide(_usageRating, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_samples));
    }

    /// <summary>Forgets the samples: the next one counts at once, as after a clean-up or another disk at the same place.</summary>
    public void Forget()
    {
        _samples.Clear();
        Sample = null;
    }
}
