using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AutoCore.CameraFarm.Behaviour;
using AutoCore.CameraFarm.Pictures;
using AutoCore.CameraFarm.Serving;

namespace AutoCore.CameraFarm.Onvif;

/// <summary>An ONVIF device as real firmware is: SOAP over HTTP, pictures beside it, and probes answered over UDP.</summary>
public sealed class OnvifDevice : IAsyncDisposable
{
    private readonly FarmHost host;
    private readonly X509Certificate2? certificate;
    private readonly PicturePool pictures;
    private readonly DiscoveryResponder? responder;
    private readonly ConcurrentQueue<string> requests = new();
    private readonly ConcurrentQueue<string> targets = new();
    private readonly ConcurrentQueue<string> keys = new();
    private readonly TokenCheck tokens = new();
    private int sent;

    private OnvifDevice(OnvifBehaviour behaviour, IPAddress address, int port, int discoveryPort, PicturePool pictures)
    {
        Behaviour = behaviour;
        this.pictures = pictures;
        certificate = behaviour.IsSecure ? CreateCertificate() : null;
        host = new FarmHost(address, certificate, AnswerAsync);
        host.Start(port);
        responder = behaviour.IsDiscoverable ? new DiscoveryResponder(this, address, discoveryPort) : null;
    }

    /// <summary>May be changed while it runs.</summary>
    public OnvifBehaviour Behaviour { get; set; }

    /// <summary>Its host and port.</summary>
    public string Authority => host.EndPoint.ToString();

    /// <summary>Every request: operation or path, and what it proved itself with.</summary>
    public IReadOnlyList<string> Requests => [.. requests];

    /// <summary>Path and query of each request for its picture.</summary>
    public IReadOnlyList<string> Targets => [.. targets];

    /// <summary><c>X-API-Key</c> of each request for its picture that has one.</summary>
    public IReadOnlyList<string> Keys => [.. keys];

    /// <summary>SHA-256 of its certificate.</summary>
    public string Fingerprint => certificate!.GetCertHashString(HashAlgorithmName.SHA256);

    /// <summary>Pictures that it sent.</summary>
    public int Images => Volatile.Read(ref sent);

    /// <summary>Where it says that it answers.</summary>
    internal string ServiceAddress => $"{Scheme}://{Given}/onvif/device_service";

    private string Scheme => Behaviour.IsSecure ? "https" : "http";

    private string Given => Behaviour.GivenHost ?? Authority;

    /// <summary>Starts a device.</summary>
    /// <param name="behaviour">How it behaves.</param>
    /// <param name="address">Its address.</param>
    /// <param name="port">Its port; 0: any free one.</param>
    /// <param name="discoveryPort">Where it hears probes.</param>
    /// <param name="pictures">What it shows.</param>
    public static OnvifDevice Start(OnvifBehaviour behaviour, IPAddress address, int port = 0, int discoveryPort = 3702, PicturePool? pictures = null) =>
        new(behaviour, address, port, discoveryPort, pictures ?? new PicturePool(new PictureOptions { Width = 320, Height = 240, Scenes = 2 }));

    public async ValueTask DisposeAsync()
    {
        if (responder is not null) await responder.DisposeAsync();
        await host.DisposeAsync();
        certificate?.Dispose();
    }

    private async Task<After> AnswerAsync(Request request, Stream stream, CancellationToken cancellationToken)
    {
        var isSoap = request.Method == "POST";
        var operation = isSoap ? Soap.OperationOf(request.Body) : request.Path;
        requests.Enqueue($"{operation} {request.Header("Authorization")?.Split(' ')[0] ?? (request.Body.Contains("UsernameToken") ? "Token" : "-")}");
        var writer = new ReplyWriter(stream, Wire.Plain, cancellationToken);
        if (isSoap && Behaviour.Hostility == Hostility.Endless) return await Soap.WriteEndlessAsync(stream, cancellationToken);
        return await writer.WriteAsync(isSoap ? AnswerSoap(operation, request) : AnswerPicture(request));
    }

    private Reply AnswerPicture(Request request)
    {
        targets.Enqueue(request.Target);
        if (request.Header("X-API-Key") is { } key) keys.Enqueue(key);
        if (!Behaviour.HasSnapshot || !request.Path.StartsWith("/onvif-http/snapshot", StringComparison.Ordinal)) return Reply.Page(Behaviour.GoneStatus);
        if (!Behaviour.IsPictureOpen && (Behaviour.PictureAuthentication ?? Behaviour.Authentication)?.Check(request) is { } refusal) return refusal;
        var number = Interlocked.Increment(ref sent);
        return new Reply { IsPicture = true, ContentType = "image/jpeg", Body = pictures.Get(Picture.Living, Authority, 0, number) };
    }

    private Reply AnswerSoap(string operation, Request request)
    {
        if (Soap.Hostile(Behaviour.Hostility) is { } hostile) return hostile;
        var isOpen = operation is "GetSystemDateAndTime" or "GetCapabilities" or "GetServices" or "GetEndpointReference" or "GetHostname";
        if (!isOpen && Behaviour.Authentication is { } wanted)
        {
            if (Behaviour.WantsToken && !tokens.IsGood(request.Body, TimeProvider.System.GetUtcNow() + Behaviour.ClockError)) return Soap.NotAuthorized();
            if (!Behaviour.WantsToken && wanted.Check(request) is { } refusal) return refusal;
        }

        return Soap.Answer(this, operation, Soap.TokenOf(request.Body), TimeProvider.System.GetUtcNow() + Behaviour.ClockError, Given, Scheme);
    }

    private static X509Certificate2 CreateCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        return new CertificateRequest("CN=onvif", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddYears(1));
    }
}
