using AutoCore.Core.Storage;
using AutoCore.Policies.Neighbours;

namespace AutoCore.Daemon.Neighbours;

/// <summary>Finds who listens on a TCP port. Other users' processes show only to root; of those the socket's user is told.</summary>
internal sealed class PortProbe
{
    private readonly Dictionary<long, PortOwner> _known = [];

    /// <summary>All sockets of this network name space that wait for connections.</summary>
    public static IReadOnlyList<ListeningSocket> ReadSockets() => [.. ReadTable("/proc/net/tcp"), .. ReadTable("/proc/net/tcp6")];

    /// <summary>The owners of the sockets on a port. Looking through all processes is dear: a socket is looked up once.</summary>
    public IReadOnlyList<PortOwner> FindOwners(int port, IReadOnlyList<ListeningSocket> sockets)
    {
        var onPort = sockets.Where(s => s.Port == port).ToList();
        foreach (var socket in onPort.Where(s => !_known.ContainsKey(s.Inode)))
            _known[socket.Inode] = FindOwner(socket);
        foreach (var gone in _known.Keys.Where(inode => !sockets.Any(s => s.Inode == inode)).ToList())
            _known.Remove(gone);
        return [.. onPort.Select(s => _known[s.Inode])];
    }

    private static IReadOnlyList<ListeningSocket> ReadTable(string file) =>
        FileAttempt.OrElse<IReadOnlyList<ListeningSocket>>([], () => ListeningSocket.Parse(File.ReadLines(file)));

    private static PortOwner FindOwner(ListeningSocket socket)
    {
        var link = $"socket:[{socket.Inode}]";
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && Holds(folder, link))
                return new(UserName(socket.UserId), id, FileAttempt.ReadText($"{folder}/comm"), UnitIn(FileAttempt.ReadText($"{folder}/cgroup")));
        }
        return new(UserName(socket.UserId), null, null, null);
    }

    private static bool Holds(string process, string link) =>
        FileAttempt.OrElse(false, () => new DirectoryInfo(Path.Combine(process, "fd")).EnumerateFileSystemInfos().Any(file => file.LinkTarget == link));

    private static string? UnitIn(string groups) =>
        groups.Split('\n', '/')
        .LastOrDefault(part => part.EndsWith(".service", StringComparison.Ordinal) && !part.StartsWith("user@", StringComparison.Ordinal));

    private static string UserName(int id)
    {
        var number = id.ToString(CultureInfo.InvariantCulture);
        return FileAttempt.ReadText("/etc/passwd").Split('\n').Select(l => l.Split(':')).FirstOrDefault(f => f.Length > 2 && f[2] == number)?[0] ?? number;
    }
}
