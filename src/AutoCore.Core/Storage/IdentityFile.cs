using AutoCore.Core.Configuration;
using AutoCore.Core.Hosting;
using AutoCore.Core.Storage.SafePath;

namespace AutoCore.Core.Storage;

/// <summary>The file in the data directory that keeps who an installation is whose machine does not stay.</summary>
internal static class IdentityFile
{
    /// <summary>Its name in the data directory.</summary>
    public const string Name = "identity.json";

    private const int MostBytes = 4096;
    private const string Database = "autocore.db";

    /// <summary>The one that is kept; null if there is none, or the machine itself stays.</summary>
    public static KeptIdentity? Find(string dataDirectory) => MachineIdentity.Passes ? Read(dataDirectory) : null;

    /// <summary>Keeps one from the first start on, if the machine does not stay.</summary>
    /// <exception cref="IOException">The data directory takes nothing.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not write there.</exception>
    /// <returns>The one that is kept; null on a machine that stays.</returns>
    public static KeptIdentity? Keep(string dataDirectory)
    {
        if (!MachineIdentity.Passes)
            return null;
        if (Read(dataDirectory) is { } kept)
            return kept;
        Directory.CreateDirectory(dataDirectory);
        // Data that is there already has been known by this until now.
        var id = File.Exists(Path.Combine(dataDirectory, Database)) ? InstallationId.OfMachine()
            : Guid.NewGuid().ToString("N");
        var made = new KeptIdentity(id, Environment.MachineName);
        AtomicFile.Write(Path.Combine(dataDirectory, Name), Compose(made), durable: true);
        return made;
    }

    /// <summary>Reads what a data directory keeps, whoever may have written it; null if that is none.</summary>
    public static KeptIdentity? Read(string dataDirectory) => FileAttempt.OrElse<KeptIdentity?>(null, () =>
    {
        using var folder = SafeFolder.OpenNamed(dataDirectory);
        using var file = folder.OpenFile(new FileName(Name));
        if (file is null || RandomAccess.GetLength(file) is not (> 0 and <= MostBytes and var length))
            return null;
        var content = new byte[length];
        var read = RandomAccess.Read(file, content, 0);
        return JsonBytes.Read<KeptIdentity?>(content.AsMemory(0, read), null, json => json.GetProperty("id").GetString() is { Length: > 0 } id
            && json.GetProperty("node").GetString() is { Length: > 0 } node && TextRule.TopicLevel.Holds(node) ? new(id, node) : null);
    });

    private static byte[] Compose(KeptIdentity identity) => JsonBytes.WriteObject(json =>
    {
        json.WriteString("id", identity.Id);
        json.WriteString("node", identity.Node);
    });
}
