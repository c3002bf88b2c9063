namespace AutoCore.Policies.Storage;

/// <summary>What helps where the card does not take a small file, from what the kernel says.</summary>
public static class WriteRefusal
{
    private const int InputOutput = 5;
    private const int NoSpace = 28;
    private const int ReadOnlyFileSystem = 30;
    private const int OverQuota = 122;

    /// <summary>What is the matter, and what helps; null: the error is of another kind.</summary>
    /// <param name="error">The kernel's number of the error.</param>
    public static string? RemedyOf(int error) => error switch
    {
        NoSpace or OverQuota => "there is no room on its file system: make some with autocore cleanup, and try again",
        ReadOnlyFileSystem => "its file system takes no writes: dmesg says why, and often it is a new card that helps",
        InputOutput => "the card reports an error: make a backup now, then take a new card",
        _ => null,
    };
}
