using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AutoCore.CameraFarm.Access;
using AutoCore.CameraFarm.Behaviour;
using AutoCore.CameraFarm.Pictures;

namespace AutoCore.CameraFarm.Serving;

/// <summary>What the farm is started with.</summary>
public sealed record FarmOptions
{
    /// <summary>The first host's address; the loopback one unless the farm has a network of its own.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>This address and those after it, each with a port of its own.</summary>
    public int Hosts { get; init; } = 1;

    /// <summary>The first host's port; 0: any free one.</summary>
    public int Port { get; init; }

    public PictureOptions Pictures { get; init; } = new();
}

/// <summary>A request for a snapshot: when it came since the farm's start, and the status answered (0: no status line was sent, or not yet).</summary>
public sealed record ServedRequest(FarmCamera Camera, TimeSpan At)
{
    public int Status { get; internal set; }
}

/// <summary>Plays any number of IP cameras on the loopback addresses, down to the raw bytes, so that they can misbehave as real ones do.</summary>
public sealed class Farm : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, FarmCamera> byPath = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Authentication> forms = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<ServedRequest> served = new();
    private readonly List<FarmCamera> cameras = [];
    private readonly List<DeadPort> deadPorts = [];
    private readonly FarmHost[] hosts;
    private readonly Lazy<X509Certificate2> certificate = new(CreateCertificate);
    private readonly Lazy<FarmHost> tlsHost;
    private readonly FineTimer timer = new();
    private readonly long started = TimeProvider.System.GetTimestamp();
    private int waiting;
    private int peakWaiting;

    private Farm(FarmOptions options)
    {
        Pictures = new PicturePool(options.Pictures);
        hosts = [.. Enumerable.Range(0, options.Hosts).Select(i => new FarmHost(After(options.Address, i), null, AnswerAsync))];
        tlsHost = new Lazy<FarmHost>(StartTls);
        for (var i = 0; i < hosts.Length; i++) hosts[i].Start(i == 0 ? options.Port : 0);
    }

    public PicturePool Pictures { get; }

    public IReadOnlyList<FarmCamera> Cameras => cameras;

    /// <summary>All requests for snapshots so far, in the order of their arrival.</summary>
    public IReadOnlyList<ServedRequest> Requests => [.. served];

    public int RequestCount => served.Count;

    /// <summary>Pictures sent by all cameras.</summary>
    public int Images => cameras.Sum(camera => camera.Images);

    /// <summary>The most requests that waited for their first byte at one moment (silent cameras apart).</summary>
    public int PeakWaiting => Volatile.Read(ref peakWaiting);

    /// <summary>SHA-256 of the certificate of <see cref="Reach.Tls"/> cameras, as upper-case hex digits.</summary>
    public string CertificateFingerprint => certificate.Value.GetCertHashString(HashAlgorithmName.SHA256);

    public static Farm Start(FarmOptions? options = null) => new(options ?? new FarmOptions());

    /// <summary>Adds a camera; a name such as <c>Site/P1</c> becomes its path unless it has an address.</summary>
    public FarmCamera Add(string name, Camera? behaviour = null, int host = 0)
    {
        behaviour ??= new Camera();
        var address = behaviour.Address ?? $"/{string.Join('/', name.Split('/').Select(Uri.EscapeDataString))}/snapshot.jpg";
        var camera = new FarmCamera(name, behaviour, new Uri(Origin(behaviour.Reach, host) + address), cameras.Count, Pictures);
        if (!byPath.TryAdd(address.Split('?')[0], camera)) throw new ArgumentException($"The farm has a camera '{name}' already.", nameof(name));
        if (behaviour.Authentication is { LoginPath: { } login } form) forms[login] = form;
        cameras.Add(camera);
        return camera;
    }

    /// <summary>The whole host goes away: connections are cut, new ones refused.</summary>
    public Task StopHostAsync(int host) => hosts[host].StopAsync();

    /// <summary>The host comes back on its port.</summary>
    public void StartHost(int host) => hosts[host].Start();

    public async ValueTask DisposeAsync()
    {
        foreach (var host in hosts) await host.DisposeAsync();
        if (tlsHost.IsValueCreated) await tlsHost.Value.DisposeAsync();
        timer.Dispose();
        if (certificate.IsValueCreated) certificate.Value.Dispose();
        foreach (var port in deadPorts) port.Dispose();
    }

    internal static IPAddress After(IPAddress first, int steps)
    {
        var bytes = first.GetAddressBytes();
        BinaryPrimitives.WriteUInt32BigEndian(bytes, BinaryPrimitives.ReadUInt32BigEndian(bytes) + (uint)steps);
        return new IPAddress(bytes);
    }

    private string Origin(Reach reach, int host) => reach switch
    {
        Reach.Tls => $"https://{tlsHost.Value.EndPoint}",
        Reach.Refused => $"http://{Keep(DeadPort.Refusing())}",
        Reach.Unreachable => $"http://{Keep(DeadPort.Unreachable())}",
        Reach.UnknownName => "http://camera.invalid",
        _ => $"http://{hosts[host].EndPoint}",
    };

    private async Task<After> AnswerAsync(Request request, Stream stream, CancellationToken cancellationToken)
    {
        if (byPath.TryGetValue(request.Path, out var camera)) return await AnswerAsync(camera, request, stream, cancellationToken);
        var reply = forms.TryGetValue(request.Path, out var form) ? form.LogIn(request) : Reply.Page(404);
        return await new ReplyWriter(stream, Wire.Plain, cancellationToken).WriteAsync(reply);
    }

    private async Task<After> AnswerAsync(FarmCamera camera, Request request, Stream stream, CancellationToken cancellationToken)
    {
        var record = new ServedRequest(camera, TimeProvider.System.GetElapsedTime(started));
        served.Enqueue(record);
        var latency = camera.BeginRequest();
        if (latency == Timeout.InfiniteTimeSpan) return await new ReplyWriter(stream, Wire.Silent, cancellationToken).WriteAsync(new Reply());
        await WaitAsync(latency, cancellationToken);
        var behaviour = camera.Behaviour;
        var reply = camera.Answer(request, behaviour);
        var wire = reply.IsPicture ? behaviour.Wire : Wire.Plain;
        record.Status = wire.Cut is { Share: < 0 } ? 0 : reply.Status;
        var writer = new ReplyWriter(stream, wire, cancellationToken);
        return wire.Multipart is { } multipart
            ? await writer.WriteMultipartAsync(multipart, reply, () => camera.NextPicture(behaviour))
            : await writer.WriteAsync(reply);
    }

    // Counted until the first byte only: a client that has its last byte may ask again before this side has noticed.
    private async Task WaitAsync(TimeSpan latency, CancellationToken cancellationToken)
    {
        NotePeak(Interlocked.Increment(ref waiting));
        try
        {
            await timer.DelayAsync(latency, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }

    private void NotePeak(int now)
    {
        for (var peak = peakWaiting; now > peak; peak = peakWaiting)
        {
            if (Interlocked.CompareExchange(ref peakWaiting, now, peak) == peak) return;
        }
    }

    private IPEndPoint Keep(DeadPort port)
    {
        deadPorts.Add(port);
        return port.EndPoint;
    }

    private FarmHost StartTls()
    {
        var host = new FarmHost(IPAddress.Loopback, certificate.Value, AnswerAsync);
        host.Start();
        return host;
    }

    private static X509Certificate2 CreateCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=IP camera", key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddYears(1));
    }
}
