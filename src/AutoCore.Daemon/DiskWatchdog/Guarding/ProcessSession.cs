using AutoCore.Core.Storage;

namespace AutoCore.Daemon.DiskWatchdog.Guarding;

/// <summary>Every process of the command's session, and every descendant of it that made a session of its own: for machines that give no control
/// group.</summary>
/// <param name="leader">The command.</param>
/// <param name="keeper">To whom descendants come whose parents have ended; null: to nobody here.</param>
internal sealed class ProcessSession(int leader, int? keeper = null) : IProcessSet
{
    private const int RoundsAtMost = 20;

    public bool IsEmpty => Members().Count == 0;

    /// <summary>Looks again until nobody is new: a process may fork between the look and the signal.</summary>
    public void Freeze()
    {
        var stopped = new HashSet<int>();
        for (var round = 0; round < RoundsAtMost; round++)
        {
            var added = Members().Where(stopped.Add).ToList();
            foreach (var process in added)
                _ = Signals.Send(process, Signals.Stop);
            if (added.Count == 0)
                return;
        }
    }

    public void Thaw() => Send(Signals.Continue);

    public void Send(int signal)
    {
        foreach (var process in Members())
            _ = Signals.Send(process, signal);
    }

    public void Dispose()
    {
        // Nothing is held.
    }

    private List<int> Members()
    {
        var all = Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(n => int.TryParse(n, out _)).Select(n => ReadStat(int.Parse(n!)))
            .OfType<Stat>().ToDictionary(s => s.Process);
        return [.. all.Values.Where(s => s.Process != keeper && s.State is not ("Z" or "X") && (s.Session == leader || DescendsFrom(s, all)))
            .Select(s => s.Process)];
    }

    private bool DescendsFrom(Stat stat, Dictionary<int, Stat> all)
    {
        for (var at = stat; at.Parent > 0; at = all[at.Parent])
        {
            if (at.Parent == leader || at.Parent == keeper)
                return true;
            if (!all.ContainsKey(at.Parent))
                return false;
        }
        return false;
    }

    /// <summary>The name in the second field may hold spaces and brackets: what follows its last bracket is fixed.</summary>
    private static Stat? ReadStat(int process)
    {
        var text = FileAttempt.ReadText($"/proc/{process}/stat");
        return text.Length > 0 && text[(text.LastIndexOf(')') + 2)..].Split(' ') is var fields
            ? new(process, fields[0], int.Parse(fields[1], CultureInfo.InvariantCulture), int.Parse(fields[3], CultureInfo.InvariantCulture)) : null;
    }

    private sealed record Stat(int Process, string State, int Parent, int Session);
}
