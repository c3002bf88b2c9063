namespace AutoCore.Core.Storage.SafePath;

/// <summary>What becomes of a file that has a name already: the kernel's flags of <c>renameat2</c>.</summary>
internal enum RenameMode
{
    /// <summary>It is replaced.</summary>
    Replace = 0,

    /// <summary>It stays, and the call fails.</summary>
    Keep = 1,

    /// <summary>The two exchange their names.</summary>
    Exchange = 2,
}
