using AutoCore.Daemon.Hosting;

namespace AutoCore.Daemon.Alerts;

/// <summary>The connections to web addresses, made with the first message and closed soon after the last.</summary>
internal sealed class AlertHttp(TimeProvider time) : IDisposable
{
    private readonly Lazy<HttpMessageInvoker> _client = new(() => new HttpMessageInvoker(new SocketsHttpHandler
    {
        // A redirect would carry the message, and perhaps the token, to somebody else.
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(15),
        ConnectCallback = (context, token) => HostConnector.ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, time, token),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(5),
        ActivityHeadersPropagator = null,
    }));

    /// <summary>Returns as soon as the answer's head is there.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        _client.Value.SendAsync(request, cancellationToken);

    public void Dispose()
    {
        if (_client.IsValueCreated)
            _client.Value.Dispose();
    }
}
