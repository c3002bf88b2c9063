using System.Security.Cryptography;
using AutoCore.Core.Cameras;
using AutoCore.Daemon.Cameras.Http;
using AutoCore.Policies.Cameras.Capture;
using AutoCore.Policies.Cameras.Http;
using AutoCore.Policies.Cameras.Onvif;

namespace AutoCore.Daemon.Cameras.Onvif;

/// <summary>
/// One visit to a device: what may be asked without a login is, the rest with a digest, or with SOAP's own token by the device's clock. The password itself is
/// never sent, and nothing is asked of another host, whatever the device says.
/// </summary>
/// <param name="camera">Whose login it is.</param>
/// <param name="device">Where the device answers.</param>
/// <param name="logins">Answers its challenges.</param>
/// <param name="secrets">Its password.</param>
/// <param name="clock">The limits.</param>
/// <param name="mayUseToken">Whether a token may be sent. It is good for other questions, too: whoever gets it might ask them of the real device.</param>
internal sealed class OnvifVisit(CameraOptions camera, Uri device, CameraLogins logins, CameraSecrets secrets, AttemptClock clock, bool mayUseToken)
{
    private TimeSpan _ahead;
    private bool _usesToken;
    private bool _knowsDigest;
    private string? _offered;
    private string _media = OnvifCall.Media;
    private Uri? _mediaService;

    /// <summary>How the device let the last question in that wanted a login, for people.</summary>
    public string Login => _usesToken ? "UsernameToken" : clock.HasTakenDigest ? "Digest" : "no login";

    /// <summary>Whether the device has yet to show that it is the camera: it has to ask for a digest itself, whatever it asked for before.</summary>
    public bool ProvesLogin { get; init; }

    /// <summary>Whether the device wanted a login, and took SOAP's own token for it.</summary>
    public bool HasTakenToken => _usesToken;

    /// <summary>The device's clock beside ours; null: it does not say.</summary>
    public TimeSpan? Ahead { get; private set; }

    private Uri MediaService => _mediaService ?? device;

    private bool HasLogin => camera is { PasswordKey: not null, Auth: not CameraAuth.None };

    /// <summary>Asks for the device's clock, by which tokens are made.</summary>
    /// <exception cref="OnvifRefused">It is no such device.</exception>
    public async Task GreetAsync()
    {
        var answer = await AskOpenlyAsync(OnvifCall.Clock);
        if (answer.Body is { } body && OnvifAnswers.Clock(body) is { } now)
            Ahead = _ahead = now - clock.Time.GetUtcNow();
        else if (answer.Detail.StartsWith(OnvifAdvice.Foreign, StringComparison.Ordinal))
            throw Refusal(answer, OnvifCall.Clock);
    }

    /// <summary>Which device it is, or null: it does not say.</summary>
    public async Task<string?> EndpointAsync() => await AskOpenlyAsync(OnvifCall.Endpoint) is { Body: { } body } ? OnvifAnswers.Endpoint(body) : null;

    /// <summary>Maker and model, if whoever asks may know them; or null.</summary>
    public async Task<string?> ModelAsync() => await AskAsync(device, OnvifCall.Model) is { Body: { } body } ? OnvifAnswers.Model(body) : null;

    /// <summary>Its host's name, if whoever asks may know it; or null.</summary>
    public async Task<string?> HostnameAsync() => await AskOpenlyAsync(OnvifCall.Hostname) is { Body: { } body } ? OnvifAnswers.Hostname(body) : null;

    /// <summary>The profiles, in the device's order.</summary>
    /// <exception cref="OnvifRefused">It does not tell them.</exception>
    public async Task<IReadOnlyList<OnvifProfile>> ProfilesAsync()
    {
        await FindMediaAsync();
        var answer = await AskAsync(MediaService, OnvifCall.Profiles(_media));
        return OnvifAnswers.Profiles(answer.Body ?? throw Refusal(answer, OnvifCall.Profiles(_media)));
    }

    /// <summary>Where a profile's picture is, at the device's own host; null: it has none.</summary>
    /// <exception cref="OnvifRefused">It wants a login that it does not get.</exception>
    public Task<Uri?> SnapshotAsync(OnvifProfile profile) =>
        AddressAsync(OnvifCall.Snapshot(_media, profile.Token), static url => url.Scheme is "http" or "https");

    /// <summary>Where a profile's stream is, at the device's own host; null: it has none.</summary>
    /// <exception cref="OnvifRefused">It wants a login that it does not get.</exception>
    public Task<Uri?> StreamAsync(OnvifProfile profile) => AddressAsync(OnvifCall.Stream(_media, profile.Token), CameraAddress.IsStream);

    private async Task FindMediaAsync()
    {
        var listed = await AskOpenlyAsync(OnvifCall.Services);
        var services = listed.Body is { } body ? OnvifAnswers.Services(body) : default;
        if (services is { Media: null, Media2: null })
        {
            var answer = await AskAsync(device, OnvifCall.Capabilities);
            if (answer.WantsLogin)
                throw Refusal(answer, OnvifCall.Capabilities);
            services = answer.Body is { } capabilities ? OnvifAnswers.Services(capabilities) : default;
        }
        _media = services is { Media: null, Media2: not null } ? OnvifCall.Media2 : OnvifCall.Media;
        if ((services.Media ?? services.Media2) is not { } said || OnvifAddress.Own(said, device) is not { Scheme: "http" or "https" } own)
            return;
        // A device that is asked by TLS is asked by nothing else.
        _mediaService = device.Scheme == "https" && own.Scheme != "https" ? new(device, own.PathAndQuery) : own;
    }

    private async Task<Uri?> AddressAsync(OnvifCall call, Func<Uri, bool> isGood)
    {
        var answer = await AskAsync(MediaService, call);
        if (answer.WantsLogin)
            throw Refusal(answer, call);
        return answer.Body is { } body && OnvifAnswers.Address(body) is { } said && OnvifAddress.Own(said, device) is { } own && isGood(own) ? own : null;
    }

    private Task<SoapAnswer> AskOpenlyAsync(OnvifCall call) => SendAsync(device, call, CameraAuth.None, "");

    private async Task<SoapAnswer> AskAsync(Uri service, OnvifCall call)
    {
        if (_usesToken)
            return await SendAsync(service, call, CameraAuth.None, Token());
        var answer = await SendAsync(service, call, HasLogin ? CameraAuth.Digest : CameraAuth.None, "");
        // A digest that was refused is a wrong password: a token of it would be one more that counts against us.
        if (!answer.WantsLogin || !HasLogin || !mayUseToken || _knowsDigest)
            return answer;
        answer = await SendAsync(service, call, CameraAuth.None, Token());
        _usesToken = !answer.WantsLogin;
        return answer;
    }

    private string Token() =>
        UsernameToken.Compose(camera.UserName ?? "", secrets.Find(camera), RandomNumberGenerator.GetBytes(16), clock.Time.GetUtcNow() + _ahead);

    private async Task<SoapAnswer> SendAsync(Uri service, OnvifCall call, CameraAuth auth, string security)
    {
        var content = new RequestContent(call.ContentType, Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(call.Compose(security))));
        const string accept = "application/soap+xml, text/xml, */*;q=0.5";
        var request = new CameraRequest(service) { Content = content, IsLogin = true, ProvesLogin = ProvesLogin, Accept = accept };
        using var answer = await logins.AskAsync(camera with { Url = service, Entry = camera.Entry, Auth = auth }, request, SoapTransport.Instance, clock);
        if (answer.Status == 401)
        {
            var offer = LoginOffer.Read(answer.Values("WWW-Authenticate"));
            (_knowsDigest, _offered) = (offer.HasDigest, offer.Setting);
        }
        using var body = new MemoryStream();
        var buffer = new byte[8192];
        while (body.Length <= OnvifXml.LongestAnswer && await answer.Body.ReadAsync(buffer, clock.Token) is > 0 and var read)
            body.Write(buffer, 0, read);
        return SoapAnswer.Read(answer.Status, body.GetBuffer().AsSpan(0, (int)Math.Min(body.Length, OnvifXml.LongestAnswer + 1)));
    }

    private OnvifRefused Refusal(SoapAnswer answer, OnvifCall call)
    {
        if (answer.Detail.StartsWith(OnvifAdvice.Foreign, StringComparison.Ordinal))
            return new(answer.Reason, answer.Detail) { Offered = _offered };
        var lacks = answer.Reason.Fault != CaptureFault.Auth || !HasLogin || _knowsDigest ? ""
            : _offered == "basic" ? $", {OnvifAdvice.OnlyBasic}" : mayUseToken ? "" : $", {OnvifAdvice.NoDigest}";
        return new(answer.Reason, $"{answer.Detail}{OnvifAdvice.Of(call.Name)}{lacks}") { Offered = _offered };
    }
}
