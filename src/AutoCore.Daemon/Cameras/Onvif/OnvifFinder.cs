namespace AutoCore.Daemon.Cameras.Onvif;

/// <summary>Finds the devices again that have got another address. One search serves all cameras for a while: those that are gone are not looked for by each
/// of its tries.</summary>
internal sealed class OnvifFinder(DiscoverySearch search, TimeProvider time) : IDisposable
{
    /// <summary>Devices that say that they are the same one, of which more are not asked.</summary>
    public const int MostClaimants = 3;

    /// <summary>From one search to the next.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim _one = new(1);
    private IReadOnlyList<FoundDevice> _found = [];
    private long? _searched;

    /// <summary>Where a device is: several places, if more than one says that it is; none, if it does not answer.</summary>
    /// <param name="endpoint">Which device.</param>
    /// <param name="stoppingToken">Ends it.</param>
    /// <exception cref="OperationCanceledException">The host stops.</exception>
    public async Task<IReadOnlyList<Uri>> FindAsync(string endpoint, CancellationToken stoppingToken)
    {
        await _one.WaitAsync(stoppingToken);
        try
        {
            if (_searched is not { } at || time.GetElapsedTime(at) >= Rest)
            {
                _found = await search.FindAsync(search.Interfaces(), stoppingToken);
                _searched = time.GetTimestamp();
            }
            return [.. _found.Where(d => d.Endpoint == endpoint).Select(static d => d.Service).Take(MostClaimants)];
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();
}
