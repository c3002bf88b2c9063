namespace AutoCore.Core.Storage;

/// <summary>How a lock that another process holds shows itself.</summary>
internal static class InstanceLock
{
    /// <summary>Whether opening a file without sharing failed because another process has it open so (<c>EWOULDBLOCK</c> of <c>flock</c>).</summary>
    public static bool IsHeldByAnother(IOException failure)
    {
        const int wouldBlock = 11;
        return failure.HResult == wouldBlock;
    }
}
