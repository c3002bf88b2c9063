namespace AutoCore.Core.Hosting;

/// <summary>What the machine is known by, and whether it stays the same.</summary>
internal static class MachineIdentity
{
    private static readonly string[] IdFiles = ["/etc/machine-id", "/var/lib/dbus/machine-id"];

    /// <summary>What Docker and Podman put into each container.</summary>
    private static readonly string[] ContainerMarks = ["/.dockerenv", "/run/.containerenv"];

    /// <summary>Whether the machine is made anew now and then, with another name and perhaps another id, around data that stays: a container.</summary>
    public static bool Passes => ReadId() is null || Array.Exists(ContainerMarks, File.Exists);

    /// <summary>The machine's id, which is confidential; null if it has none.</summary>
    public static string? ReadId()
    {
        foreach (var file in IdFiles)
        {
            try
            {
                if (File.ReadAllText(file).Trim() is { Length: > 0 } id)
                    return id;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // The next file, or the host's name, must do.
            }
        }
        return null;
    }
}
