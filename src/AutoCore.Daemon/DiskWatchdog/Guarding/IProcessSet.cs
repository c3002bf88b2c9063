namespace AutoCore.Daemon.DiskWatchdog.Guarding;

/// <summary>A command with all its children.</summary>
internal interface IProcessSet : IDisposable
{
    /// <summary>Stops all of them where they are; what is within a system call finishes it first.</summary>
    void Freeze();

    /// <summary>Lets them run on.</summary>
    void Thaw();

    /// <summary>Sends each a signal.</summary>
    void Send(int signal);

    /// <summary>Whether none is left.</summary>
    bool IsEmpty { get; }
}
