using System.Net.Sockets;
using System.Security.Cryptography;
using AutoCore.CameraFarm.Behaviour;
using AutoCore.CameraFarm.Pictures;
using AutoCore.CameraFarm.Serving;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.CameraFarm;

public sealed class FarmTests : IAsyncDisposable
{
    private readonly Farm farm = Farm.Start(new FarmOptions { Hosts = 2 });
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await farm.DisposeAsync();
    }

    [Fact]
    public async Task Add_DefaultCamera_SendsSoundPicturesOfAHundredKilobytesThatDiffer()
    {
        var camera = farm.Add("Site/P1");

        var first = await client.GetByteArrayAsync(camera.Url);
        var second = await client.GetByteArrayAsync(camera.Url);

        Assert.Null(TurboJpeg.FindFault(first));
        Assert.InRange(first.Length, 80_000, 120_000);
        Assert.NotEqual(first, second);
        Assert.Equal([first, second], camera.Sent.Select(sent => sent.Whole.ToArray()));
        Assert.Equal((2, 2, 2, 2), (camera.Requests, camera.Images, farm.RequestCount, farm.Images));
        Assert.All(farm.Requests, request => Assert.Equal((camera, 200), (request.Camera, request.Status)));
    }

    [Fact]
    public async Task Add_345CamerasAskedByTenWorkers_AllAreServed()
    {
        var cameras = Enumerable.Range(0, 345).Select(i => farm.Add($"S{i / 3}/P{i % 3}", new Camera { Latency = Latency.Milliseconds(20) })).ToList();
        farm.Pictures.Warm();

        await Parallel.ForEachAsync(cameras, new ParallelOptions { MaxDegreeOfParallelism = 10 },
            async (camera, stop) => await client.GetByteArrayAsync(camera.Url, stop));

        Assert.All(cameras, camera => Assert.Equal(1, camera.Images));
        Assert.Equal(345, cameras.Select(camera => Convert.ToHexString(SHA256.HashData(camera.Sent[0].Sent.ToArray()))).Distinct().Count());
        Assert.InRange(farm.PeakWaiting, 2, 10);
    }

    [Fact]
    public async Task Add_TwoThousandConnectionsAtOnce_AllAreServed()
    {
        var camera = farm.Add("P1", new Camera { Latency = Latency.Milliseconds(100), Fault = Fault.Status(404) });

        var answers = await Task.WhenAll(Enumerable.Range(0, 2000).Select(async _ =>
        {
            using var answer = await client.GetAsync(camera.Url);
            return (int)answer.StatusCode;
        }));

        Assert.All(answers, status => Assert.Equal(404, status));
        Assert.Equal(2000, camera.Requests);
    }

    [Fact]
    public async Task Behaviour_ChangedWhileRunning_HoldsFromTheNextRequestOn()
    {
        var camera = farm.Add("P1");
        Assert.Equal(200, await StatusAsync(camera));

        camera.Behaviour = camera.Behaviour with { Fault = Fault.Status(404) };

        Assert.Equal(404, await StatusAsync(camera));
        Assert.Equal((2, 1), (camera.Requests, camera.Images));
    }

    [Fact]
    public async Task StopHostAsync_ThenStartHost_RefusesAndServesAgainOnTheSamePort()
    {
        var there = farm.Add("P1", host: 0);
        var gone = farm.Add("P2", host: 1);
        Assert.Equal(200, await StatusAsync(gone));

        await farm.StopHostAsync(1);
        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => StatusAsync(gone));
        Assert.Equal(HttpRequestError.ConnectionError, failure.HttpRequestError);
        Assert.Equal(200, await StatusAsync(there));

        farm.StartHost(1);
        Assert.Equal(200, await StatusAsync(gone));
    }

    [Fact]
    public async Task Add_RefusedReach_RefusesConnections()
    {
        var camera = farm.Add("P1", new Camera { Reach = Reach.Refused });

        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => StatusAsync(camera));

        Assert.Equal(SocketError.ConnectionRefused, Assert.IsType<SocketException>(failure.InnerException).SocketErrorCode);
    }

    [Fact]
    public async Task Add_UnreachableReach_NeitherAcceptsNorRefuses()
    {
        var camera = farm.Add("P1", new Camera { Reach = Reach.Unreachable });
        using var impatient = new HttpClient(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromMilliseconds(300) });

        var failure = await Assert.ThrowsAsync<TaskCanceledException>(() => impatient.GetAsync(camera.Url));

        Assert.IsType<TimeoutException>(failure.InnerException);
    }

    [Fact]
    public async Task Add_TlsReach_ShowsTheFarmsCertificate()
    {
        var camera = farm.Add("P1", new Camera { Reach = Reach.Tls });
        string? seen = null;
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) =>
            (seen = certificate?.GetCertHashString(HashAlgorithmName.SHA256)) is not null;
        using var tls = new HttpClient(handler);

        var picture = await tls.GetByteArrayAsync(camera.Url);

        Assert.Equal(camera.Sent[0].Whole.ToArray(), picture);
        Assert.Equal(farm.CertificateFingerprint, seen);
        await Assert.ThrowsAsync<HttpRequestException>(() => StatusAsync(camera));
    }

    [Fact]
    public async Task Fault_FirstTwo_ThenPictures()
    {
        var camera = farm.Add("P1", new Camera { Fault = Fault.Status(503).First(2) });

        for (var request = 0; request < 4; request++) await StatusAsync(camera);

        Assert.Equal([503, 503, 200, 200], farm.Requests.Select(request => request.Status));
    }

    [Fact]
    public async Task Latency_Never_EndsOnlyWithTheClient()
    {
        var camera = farm.Add("P1", new Camera { Latency = Latency.Never });
        using var patience = new CancellationTokenSource();

        var waiting = client.GetAsync(camera.Url, patience.Token);
        await Eventually.TrueAsync(() => camera.Requests == 1);
        Assert.False(waiting.IsCompleted);
        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(0, Assert.Single(farm.Requests).Status);
    }

    private async Task<int> StatusAsync(FarmCamera camera)
    {
        // A connection that was kept would fail otherwise than one that is refused.
        using var request = new HttpRequestMessage(HttpMethod.Get, camera.Url) { Headers = { ConnectionClose = true } };
        using var answer = await client.SendAsync(request);
        return (int)answer.StatusCode;
    }
}
