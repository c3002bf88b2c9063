namespace AutoCore.Web.Hosting;

/// <summary>How many requests are being answered, and since when none is.</summary>
internal sealed class OpenRequests(TimeProvider time)
{
    private readonly Lock _gate = new();
    private int _open;
    private long _answered;
    private long _idleSince = time.GetTimestamp();

    /// <summary>For how long nobody has asked for anything; zero while a request is open.</summary>
    public TimeSpan IdleFor
    {
        get
        {
            lock (_gate)
                return _open > 0 ? TimeSpan.Zero : time.GetElapsedTime(_idleSince);
        }
    }

    /// <summary>A request has come.</summary>
    public void Begin()
    {
        lock (_gate)
            _open++;
    }

    /// <summary>It has been answered, or its client has gone.</summary>
    /// <returns>How many have been so far.</returns>
    public long End()
    {
        lock (_gate)
        {
            _open--;
            _idleSince = time.GetTimestamp();
            return ++_answered;
        }
    }
}

/// <summary>
/// Counts the open requests; one that listens for changes counts as long as it is connected. Now and then gives back the memory that is free: the
/// collector would keep it, having no reason to know that 512 MB are shared with others.
/// </summary>
internal sealed class Activity(RequestDelegate next, OpenRequests requests)
{
    /// <summary>A collection takes some ten milliseconds.</summary>
    private const int RequestsBetweenCollections = 250;

    public async Task InvokeAsync(HttpContext context)
    {
        requests.Begin();
        try
        {
            await next(context);
        }
        finally
        {
            if (requests.End() % RequestsBetweenCollections == 0)
                GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }
    }
}
