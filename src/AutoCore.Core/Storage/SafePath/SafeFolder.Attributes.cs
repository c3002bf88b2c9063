namespace AutoCore.Core.Storage.SafePath;

/// <summary>Attributes of an open folder, and second names.</summary>
internal sealed partial class SafeFolder
{
    /// <summary>This folder's extended attributes whose name is wanted.</summary>
    public List<(byte[] Name, byte[] Value)> ReadAttributes(Func<byte[], bool> isWanted) => ExtendedAttributes.Read(_handle, isWanted);

    /// <summary>Sets one of this folder; false where the file system takes none of its kind.</summary>
    public bool TryWriteAttribute(byte[] name, byte[] value) => ExtendedAttributes.TryWrite(_handle, name, value);

    /// <summary>Removes one of this folder, where there is one.</summary>
    public void RemoveAttribute(byte[] name) => ExtendedAttributes.Remove(_handle, name);

    /// <summary>Gives a file of another folder a second name in this one; a link is not followed.</summary>
    public void Link(SafeFolder folder, FileName present, FileName name) =>
        Check(PathCalls.Link(folder._handle, in present.Terminated[0], _handle, in name.Terminated[0], 0), "link", PathOf(name));
}
