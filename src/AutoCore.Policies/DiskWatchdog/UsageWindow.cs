namespace AutoCore.Policies.DiskWatchdog;

/// <summary>The samples of the last day, bounded: the newest all, the older ones sparse, so that a trend of hours and one of seconds both show.</summary>
public sealed class UsageWindow
{
    /// <summary>Samples kept at most.</summary>
    public const int Capacity = 64;

    private static readonly TimeSpan Longest = TimeSpan.FromHours(24);
    private static readonly TimeSpan SparsePause = Longest / (Capacity / 2);

    private readonly List<UsageSample> _samples = new(Capacity + 1);
    private int _sparse;

    /// <summary>In order of time.</summary>
    public IReadOnlyList<UsageSample> Samples => _samples;

    /// <summary>Takes in a sample; its time is not before that of the one before.</summary>
    public void Add(UsageSample sample)
    {
        _samples.Add(sample);
        while (_sparse > 0 && (sample.At - _samples[0].At > Longest || _sparse > Capacity / 2))
        {
            _samples.RemoveAt(0);
            _sparse--;
        }
        if (_samples.Count - _sparse <= Capacity / 2)
            return;
        // The oldest of the dense ones becomes a sparse one, unless there is one close by.
        if (_sparse == 0 || _samples[_sparse].At - _samples[_sparse - 1].At >= SparsePause)
            _sparse++;
        else
            _samples.RemoveAt(_sparse);
    }

    /// <summary>Forgets all: another file system.</summary>
    public void Clear()
    {
        _samples.Clear();
        _sparse = 0;
    }
}
