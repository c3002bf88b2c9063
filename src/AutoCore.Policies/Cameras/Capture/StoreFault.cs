namespace AutoCore.Policies.Cameras.Capture;

/// <summary>Why a picture could not be written, from what the kernel says.</summary>
public static class StoreFault
{
    private const int NotPermitted = 1;
    private const int InputOutput = 5;
    private const int AccessDenied = 13;
    private const int NoSpace = 28;
    private const int ReadOnlyFileSystem = 30;
    private const int OverQuota = 122;

    /// <summary>The reason.</summary>
    /// <param name="error">The kernel's number of the error.</param>
    /// <param name="freeFiles">Inodes that are free on the file system; null if it has no limit, or nobody knows.</param>
    public static CaptureFault Of(int error, long? freeFiles) => error switch
    {
        NoSpace when freeFiles == 0 => CaptureFault.NoInodes,
        NoSpace or OverQuota => CaptureFault.DiskFull,
        ReadOnlyFileSystem => CaptureFault.ReadOnly,
        AccessDenied or NotPermitted => CaptureFault.Permission,
        InputOutput => CaptureFault.CardError,
        _ => CaptureFault.NotStored,
    };
}
