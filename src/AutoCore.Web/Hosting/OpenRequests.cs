namespace AutoCore.Web.Hosting;

/// <summary>How many requests are being answered, and since when none is.</summary>
internal sealed class OpenRequests(TimeProvider time)
{
    private readonly Lock _gate = new();
    private int _open;
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
    public void End()
    {
        lock (_gate)
        {
            _open--;
            _idleSince = time.GetTimestamp();
        }
    }
}

/// <summary>Counts the open requests; one that listens for changes counts as long as it is connected.</summary>
internal sealed class Activity(RequestDelegate next, OpenRequests requests)
{
    public async Task InvokeAsync(HttpContext context)
    {
        requests.Begin();
        try
        {
            await next(context);
        }
        finally
        {
            requests.End();
        }
    }
}
