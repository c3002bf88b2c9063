using System.Collections.Concurrent;
using System.Net;
using AutoCore.Core.Cameras;
using AutoCore.Core.Hosting;
using AutoCore.Daemon.Hosting;

namespace AutoCore.Daemon.Cameras.Http;

/// <summary>Asks cameras with the platform's HTTP client. Redirects, cookies and passwords are ours: the platform would ask each Digest camera twice.</summary>
internal sealed class PlatformTransport(TimeProvider time) : IDisposable
{
    private const int LargestDrain = 64 * 1024;

    private static readonly HttpRequestOptionsKey<AttemptClock> ClockKey = new("attempt-clock");

    private readonly ConcurrentDictionary<(TlsRule Tls, TimeSpan ConnectTimeout), Lazy<HttpMessageInvoker>> _clients = new();

    /// <summary>Sends a request that has no body, and returns when the head of the answer is there.</summary>
    /// <exception cref="HttpRequestException">No connection, or no answer that the platform understands.</exception>
    /// <exception cref="OperationCanceledException">The clock ran out, or the host stops.</exception>
    public async Task<CameraAnswer> SendAsync(CameraRequest request, TlsRule tls, AttemptClock clock)
    {
        using var message = new HttpRequestMessage(new HttpMethod(request.Method), request.Url);
        message.Options.Set(ClockKey, clock);
        message.Headers.TryAddWithoutValidation("User-Agent", $"autocore/{Product.Version}");
        message.Headers.TryAddWithoutValidation("Accept", request.Accept);
        foreach (var (name, value) in request.Headers)
            message.Headers.TryAddWithoutValidation(name, value);
        if (request.Authorization is { } authorization)
            message.Headers.TryAddWithoutValidation("Authorization", authorization);
        if (request.Cookie is { } cookie)
            message.Headers.TryAddWithoutValidation("Cookie", cookie);
        // An invoker, unlike HttpClient, returns as soon as the head is there and buffers nothing.
        var response = await ClientFor(tls, clock.ConnectTimeout).SendAsync(message, clock.Token);
        return new Answer(response, await response.Content.ReadAsStreamAsync(clock.Token));
    }

    public void Dispose()
    {
        foreach (var client in _clients.Values)
            client.Value.Dispose();
    }

    private HttpMessageInvoker ClientFor(TlsRule tls, TimeSpan connectTimeout) =>
        _clients.GetOrAdd((tls, connectTimeout), kind => new(() => Create(kind.Tls, kind.ConnectTimeout))).Value;

    private HttpMessageInvoker Create(TlsRule tls, TimeSpan connectTimeout) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = connectTimeout,
        ConnectCallback = ConnectAsync,
        PlaintextStreamFilter = Connected,
        // Cameras are asked in Latin-1, as they answer: a realm or a cookie goes back byte for byte.
        RequestHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
        MaxResponseHeadersLength = LenientAnswer.LongestHead / 1024,
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(20),
        MaxResponseDrainSize = LargestDrain,
        ResponseDrainTimeout = TimeSpan.FromSeconds(1),
        SslOptions = tls.Options(),
        ActivityHeadersPropagator = null,
    });

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        context.InitialRequestMessage.Options.TryGetValue(ClockKey, out var clock);
        clock?.Connect();
        return new AnsweringStream(await HostConnector.ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, time, cancellationToken));
    }

    /// <summary>The connection stands, TLS included.</summary>
    private static ValueTask<Stream> Connected(SocketsHttpPlaintextStreamFilterContext context, CancellationToken cancellationToken)
    {
        if (context.InitialRequestMessage.Options.TryGetValue(ClockKey, out var clock))
            clock.Wait();
        return new(context.PlaintextStream is AnsweringStream plain ? plain : new AnsweringStream(context.PlaintextStream));
    }

    private sealed class Answer(HttpResponseMessage response, Stream body) : CameraAnswer
    {
        public override int Status => (int)response.StatusCode;

        public override Stream Body => body;

        public override IReadOnlyList<string> Values(string header) =>
            response.Headers.NonValidated.TryGetValues(header, out var values) || response.Content.Headers.NonValidated.TryGetValues(header, out values)
            ? [.. values] : [];

        public override void Dispose() => response.Dispose();
    }
}
