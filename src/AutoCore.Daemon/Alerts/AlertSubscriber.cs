using AutoCore.Core.Health;
using AutoCore.Policies.Alerts;

namespace AutoCore.Daemon.Alerts;

/// <summary>Something that the board said: an event, a group that is well, or how it stands with all of a kind.</summary>
internal readonly record struct AlertNews(BoardEvent? Happened, string? WellGroup = null, AlertState? State = null);

/// <summary>What the board said since the last pass, in order and bounded.</summary>
internal sealed class AlertSubscriber
{
    /// <summary>More in a moment is a broken source; the oldest go, and are counted.</summary>
    private const int Most = 5000;

    private readonly Lock _gate = new();
    private readonly Queue<AlertNews> _news = new();
    private long _lost;

    /// <summary>Whether there is anything to take.</summary>
    public bool HasAny
    {
        get
        {
            lock (_gate)
                return _news.Count > 0;
        }
    }

    /// <summary>Keeps one piece of news; any thread.</summary>
    public void Add(AlertNews news)
    {
        lock (_gate)
        {
            if (_news.Count >= Most)
            {
                _news.Dequeue();
                _lost++;
            }
            _news.Enqueue(news);
        }
    }

    /// <summary>Takes everything, and how much was lost before it.</summary>
    public (IReadOnlyList<AlertNews> News, long Lost) Take()
    {
        lock (_gate)
        {
            var taken = (_news.ToArray(), _lost);
            _news.Clear();
            _lost = 0;
            return taken;
        }
    }
}
