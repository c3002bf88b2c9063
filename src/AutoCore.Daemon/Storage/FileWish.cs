using AutoCore.Core.Storage;
using AutoCore.Core.Storage.SafePath;

namespace AutoCore.Daemon.Storage;

/// <summary>Which plain files below a folder are meant.</summary>
/// <param name="Names">By name and the folders below the top in which it lies, the outermost first; asked before the file itself is.</param>
internal sealed record FileWish(Func<FileName, IReadOnlyList<FileName>, bool> Names)
{
    /// <summary>By size, age and owner, and those of the top folder.</summary>
    public Func<FileFacts, FileFacts, bool> Facts { get; init; } = static (_, _) => true;

    /// <summary>Which folders go, too, once they are empty.</summary>
    public Func<FileName, bool> EmptyFolders { get; init; } = static _ => false;
}
