namespace AutoCore.Daemon.Cameras.Gate;

/// <summary>A place at the <see cref="RequestGate"/>, held until it is disposed; disposing it again does nothing.</summary>
/// <param name="release">Takes what was learned of the host, and how it failed in words.</param>
internal sealed class GateLease(Action<bool?, string> release) : IDisposable
{
    private bool? _hostFailed;
    private string _failure = "";
    private bool _isReleased;

    /// <summary>Notes what was learned of the host.</summary>
    /// <param name="hostFailed">Whether the host itself failed; null if nothing was learned of it.</param>
    /// <param name="failure">How it failed, in words.</param>
    public void Note(bool? hostFailed, string failure = "") => (_hostFailed, _failure) = (hostFailed, failure);

    /// <summary>The camera's part is over: the next one may be asked, while this one's picture waits to be judged.</summary>
    public void Answered()
    {
        Note(hostFailed: false);
        Dispose();
    }

    public void Dispose()
    {
        if (!_isReleased)
            release(_hostFailed, _failure);
        _isReleased = true;
    }
}
