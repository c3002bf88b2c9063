using AutoCore.Core.Cameras;
using AutoCore.Daemon.Cameras.Http;
using AutoCore.Policies.Cameras.Capture;
using AutoCore.Policies.Cameras.Http;
using AutoCore.Policies.Cameras.Onvif;
using AutoCore.Policies.Configuration;
using AutoCore.Policies.Hosting;

namespace AutoCore.Daemon.Cameras.Onvif;

/// <summary>One picture of a device, as a list of cameras has it; the password is only named.</summary>
internal sealed record FoundCamera(string Url, string Auth, string? UserName, string? PasswordKey, string? Fingerprint, string Note);

/// <summary>What is known of a device.</summary>
/// <param name="Device">The device.</param>
/// <param name="Names">What it is called, best first.</param>
/// <param name="Cameras">Its pictures; none, if it is no such device.</param>
/// <param name="Problem">What went wrong, or null.</param>
/// <param name="Remedy">What helps against that, or null.</param>
internal sealed record DeviceFinding(FoundDevice Device, IReadOnlyList<string?> Names, IReadOnlyList<FoundCamera> Cameras, string? Problem,
    string? Remedy = null);

/// <summary>Asks a device what a list of cameras wants to know of it.</summary>
internal sealed class OnvifInquiry(CamerasOptions options, CameraLogins logins, CameraSecrets secrets, ICameraTransport transport,
    CertificateProbe certificates, TimeProvider time)
{
    private const int LongestNote = 300;

    /// <summary>How long one device may take: of those that are found, and of one that is named, which may be a recorder with many channels.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan PatienceForOne = TimeSpan.FromMinutes(2);

    /// <summary>An error of a device's clock that is worth a word.</summary>
    private static readonly TimeSpan TellableError = TimeSpan.FromMinutes(5);

    /// <summary>Asks a device.</summary>
    /// <param name="device">Whom.</param>
    /// <param name="login">User and the name of the secret; null: only what everybody may ask, and no password goes anywhere.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="patience">How long it may take; null: as long as is usual.</param>
    /// <exception cref="OperationCanceledException">The token ended it.</exception>
    public async Task<DeviceFinding> AskAsync(FoundDevice device, (string User, string Key)? login, CancellationToken cancellationToken,
        TimeSpan? patience = null)
    {
        var certificate = device.Service.Scheme == "https" ? (await certificates.FindAsync(device.Service, cancellationToken))?.Fingerprint : null;
        var camera = new CameraOptions("discover", device.Service.Authority, device.Service, login is null ? CameraAuth.None : CameraAuth.Auto, login?.User,
            login?.Key)
        { Tls = new(certificate, Verify: true) };
        var limits = options with { ImageTimeout = patience ?? (login is null ? Patience : PatienceForOne) };
        using var clock = new AttemptClock(limits, own: null, time, cancellationToken);
        var visit = new OnvifVisit(camera, device.Service, logins, secrets, clock, mayUseToken: true);
        List<string?> names = [OnvifNames.Find(device.Scopes, "name"), OnvifNames.Find(device.Scopes, "hardware")];
        var notes = new List<string>();
        try
        {
            await visit.GreetAsync();
            names.Add(await visit.HostnameAsync());
            if (visit.Ahead is { } ahead && ahead.Duration() > TellableError)
            {
                var error = DurationFormat.Format(TimeSpan.FromSeconds((long)ahead.Duration().TotalSeconds));
                notes.Add($"its clock is {(ahead > TimeSpan.Zero ? "ahead" : "behind")} by {error}");
            }
            var profiles = OnvifAnswers.OfEachSource(await visit.ProfilesAsync());
            names.Add(await visit.ModelAsync());
            if (names[^1] is { } model)
                notes.Insert(0, model);
            var cameras = new List<FoundCamera>();
            // Without a login only the device is named, and one picture says what it wants.
            foreach (var profile in login is null ? profiles.Take(1) : profiles)
            {
                if (await LookAsync(camera, visit, profile, notes, clock) is { } found)
                    cameras.Add(found);
            }
            return cameras.Count > 0 ? new(device, names, cameras, null) : throw new OnvifRefused(CaptureFault.NotFound,
                profiles.Count == 0 ? $"{OnvifAdvice.NoProfile}: {OnvifAdvice.HasNone}" : $"{OnvifAdvice.NoPicture} of any profile");
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            var failure = CaptureFailure.Of(e, clock);
            var detail = SafeText.Of(secrets.Mask(camera, failure.Detail, []), LongestNote);
            if (failure.Reason.Fault != CaptureFault.Auth || login is not null)
                return new(device, names, [], $"{failure.Reason.Word} ({detail})", OnvifAdvice.ByHand(failure.Reason, detail, login is not null));
            // Whoever wants a login has answered as he should.
            notes.Add($"asked without a login, and wants one{(failure.Offered is { } offered ? $" ({offered})" : "")}");
            return new(device, names, [OfDevice(camera, "auto", notes)], null);
        }
    }

    /// <summary>Looks at one profile; null: it has no address, as a recorder's channel without a camera.</summary>
    private async Task<FoundCamera?> LookAsync(CameraOptions camera, OnvifVisit visit, OnvifProfile profile, IReadOnlyList<string> known, AttemptClock clock)
    {
        var snapshot = await visit.SnapshotAsync(profile);
        if ((snapshot ?? await visit.StreamAsync(profile)) is not { } address)
            return null;
        List<string> notes = [.. known, $"profile {profile.Token}{(profile.Video.Length > 0 ? $" ({profile.Video})" : "")}, asked with {visit.Login}"];
        var auth = "auto";
        if (snapshot is null)
            notes.Add("has no picture by http, only a stream");
        else
            auth = await TryAsync(camera, snapshot, clock, notes);
        if (camera.PasswordKey is null)
            return OfDevice(camera, auth, notes);
        var url = OnvifAddress.ForList(address, camera.UserName, secrets.Find(camera)) ?? OnvifAddress.Compose(camera.Url, profile.Token);
        var isOpen = auth == "none" && !url.Contains("{PasswordKey}", StringComparison.Ordinal);
        return new(url, auth, isOpen ? null : camera.UserName, isOpen ? null : camera.PasswordKey, camera.Tls.Fingerprint, NoteOf(camera, notes));
    }

    /// <summary>Asks for the picture without a login: the answer says which one is wanted.</summary>
    private async Task<string> TryAsync(CameraOptions camera, Uri picture, AttemptClock clock, List<string> notes)
    {
        try
        {
            using var answer = await transport.SendAsync(camera with { Auth = CameraAuth.None }, new CameraRequest(picture), clock);
            var offer = LoginOffer.Read(answer.Values("WWW-Authenticate"));
            var wanted = answer.Status == 401 ? offer.Setting is "digest" or "basic" ? offer.Setting : "auto" : answer.Status == 200 ? "none" : "auto";
            notes.Add(string.Create(CultureInfo.InvariantCulture,
                $"picture without a login: status {answer.Status}{(offer.Setting is null ? "" : $", asks for {offer.Setting}")}"));
            return wanted;
        }
        catch (Exception e) when (!clock.Stopping.IsCancellationRequested)
        {
            notes.Add($"picture: {CaptureFailure.Of(e, clock).Reason.Word}");
            return "auto";
        }
    }

    private FoundCamera OfDevice(CameraOptions camera, string auth, IReadOnlyList<string> notes) =>
        new(OnvifAddress.Compose(camera.Url), auth, camera.UserName, camera.PasswordKey, camera.Tls.Fingerprint, NoteOf(camera, notes));

    private string NoteOf(CameraOptions camera, IReadOnlyList<string> notes) => SafeText.Of(secrets.Mask(camera, OnvifNames.NoteOf(notes), []), LongestNote);
}
