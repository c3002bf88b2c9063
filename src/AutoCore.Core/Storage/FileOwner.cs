namespace AutoCore.Core.Storage;

/// <summary>Who owns a file.</summary>
internal readonly record struct FileOwner(uint User, uint Group)
{
    /// <summary>The owner of a file or folder, symbolic links followed; null if it cannot be looked at.</summary>
    public static FileOwner? Of(string path) => FileFacts.Read(path, follow: true) is { } facts ? new(facts.User, facts.Group) : null;
}
