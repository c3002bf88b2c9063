using AutoCore.Core.Cameras;
using AutoCore.Daemon.Cameras.Http;
using AutoCore.Policies.Cameras.Capture;
using AutoCore.Policies.Cameras.Http;
using AutoCore.Policies.Cameras.Onvif;
using AutoCore.Policies.Hosting;

namespace AutoCore.Daemon.Cameras.Onvif;

/// <summary>
/// Takes pictures of devices that say where these are. The address is kept; a device is asked again when it brings no picture there, and looked for in the
/// networks when it does not answer, or another one does. Where it is found it is used without its password, until its certificate or a digest agrees.
/// </summary>
internal sealed class OnvifCapture(CamerasOptions options, CameraLogins logins, CameraSecrets secrets, OnvifMemory memory, OnvifFinder finder,
    DiscoverySearch search, CameraFence fence, TimeProvider time) : IPictureFinder
{
    /// <summary>Time limits that one try may use up: the kept address, the question, the new address, and question and picture at each place elsewhere.</summary>
    public const int MostSteps = 3 + (2 * OnvifFinder.MostClaimants);

    private const int LongestDetail = 300;

    public async Task<Attempt> TakeAsync(CameraOptions camera, Func<CameraOptions, Task<Attempt>> fetch, string temporaryFile,
        CancellationToken cancellationToken)
    {
        var from = time.GetTimestamp();
        var attempt = await TakeAsync(new Run(camera, fetch, temporaryFile, memory.Find(camera), cancellationToken));
        return attempt with { Elapsed = time.GetElapsedTime(from) };
    }

    private async Task<Attempt> TakeAsync(Run run)
    {
        var (camera, known) = (run.Camera, run.Known);
        var service = known?.Service ?? OnvifAddress.Service(camera.Url, camera.Tls.Fingerprint is not null);
        var (failed, isForeign) = known?.Picture is { } kept ? await TakeKeptAsync(run, service, kept) : default;
        if (failed is not null && (failed.Picture is not null || !MovedCamera.MayBeAskedAnew(failed.Reason)))
            return failed;
        // Who does not answer, or is a foreign one, is not asked for more.
        var answer = isForeign || failed is { HostFailed: true } ? new(Failure: failed, IsForeign: isForeign) : await AskAsync(run, service, Standing.Ours);
        if (answer.Picture is { } found && (failed is null || found != known!.Picture))
        {
            memory.Note(camera, new(EndpointIdentity.Kept(known?.Endpoint, answer.Endpoint, isProved: true), known?.Service, found, answer.IsSecret));
            return await FetchAsync(run, OnvifPlace.At(camera, found, service));
        }
        failed = answer.Failure ?? failed!;
        if (known?.Endpoint is not { } endpoint || !MovedCamera.MayBeElsewhere(failed.Reason))
            return failed;
        // Addresses that are read otherwise are never equal: where it was is no other place, and its refusal is its own.
        var elsewhere = (await finder.FindAsync(endpoint, run.Stopping)).Where(place => !CameraAddress.IsSamePlace(place, service)).ToList();
        if (elsewhere.Count > 0)
            return await TakeElsewhereAsync(run, elsewhere);
        // Nobody else is the camera: the foreign device in its place may be its successor.
        return answer.IsForeign ? await TakeThereAsync(run, service, isSame: false) : failed;
    }

    /// <summary>Takes a picture of whoever says that it is the camera. Of several that do, who is asked first means nothing: each may show that it is.</summary>
    private async Task<Attempt> TakeElsewhereAsync(Run run, List<Uri> places)
    {
        if (places is [var only])
            return await TakeThereAsync(run, only, isSame: true);
        var attempts = new List<Attempt>();
        foreach (var place in places)
        {
            var attempt = await TakeThereAsync(run, place, isSame: true, isAlone: false);
            if (attempt.Picture is not null)
                return attempt;
            attempts.Add(attempt);
        }
        // One that may answer the next time is worth another try; what the others said is none.
        return attempts.Find(static a => a.Reason.IsPassing) ?? attempts[0] with
        {
            Reason = new(CaptureFault.Identity),
            Detail = $"{places.Count} devices say that they are the camera ({string.Join(", ", places.Select(static p => p.Authority))}), "
                + "and none shows it by the certificate of TlsFingerprint or a Digest login",
        };
    }

    /// <summary>Takes the picture where it was before, of the device that it was before: addresses are given away anew, and devices of one model are
    /// alike.</summary>
    private async Task<(Attempt? Attempt, bool IsForeign)> TakeKeptAsync(Run run, Uri service, Uri picture)
    {
        var camera = run.Camera;
        var isProved = true;
        if (run.Known!.Endpoint is not null && !OnvifPlace.IsPinned(camera, service))
        {
            using var clock = new AttemptClock(options, camera.Own, time, run.Stopping);
            try
            {
                var visit = new OnvifVisit(camera, service, logins, secrets, clock, mayUseToken: false);
                var told = await IdentifyAsync(visit, service, clock);
                // What is no device at all may still have the picture.
                if (told is null)
                    await visit.GreetAsync();
                ThrowIfForeign(run, service, told);
            }
            catch (OnvifRefused e) when (e.Reason.Fault == CaptureFault.Identity)
            {
                return (Fail(camera, e, clock), true);
            }
            catch (Exception e) when (!run.Stopping.IsCancellationRequested)
            {
                var failure = Fail(camera, e, clock);
                if (failure.HostFailed is true || AddressSecrets.NamesPassword(picture))
                    return (failure, false);
                isProved = false;
            }
        }
        var attempt = await FetchAsync(run, OnvifPlace.At(camera, picture, service, isProved));
        isProved |= MovedCamera.IsProved(OnvifPlace.HasLogin(camera), OnvifPlace.IsPinned(camera, picture), attempt.HasTakenDigest, isSame: false);
        if (isProved || attempt.Picture is null)
            return (attempt, false);
        File.Delete(run.TemporaryFile);
        return (Stranger(service, EndpointMatch.Untold, told: null), true);
    }

    private async Task<string?> IdentifyAsync(OnvifVisit visit, Uri service, AttemptClock clock) =>
        await visit.EndpointAsync() ?? (await search.AskAsync(service.Host, clock.Token))?.Endpoint;

    private static void ThrowIfForeign(Run run, Uri service, string? told)
    {
        if (EndpointIdentity.Compare(run.Known?.Endpoint, told) is var match && EndpointIdentity.IsForeign(match))
            throw new OnvifRefused(CaptureFault.Identity, MovedCamera.Describe(match, service.Authority, told));
    }

    /// <summary>Takes a picture of a device of which nothing is proved yet.</summary>
    /// <param name="run">For whom.</param>
    /// <param name="service">The device.</param>
    /// <param name="isSame">Whether it says that it is the camera.</param>
    /// <param name="isAlone">Whether nobody else does.</param>
    private async Task<Attempt> TakeThereAsync(Run run, Uri service, bool isSame, bool isAlone = true)
    {
        var (camera, known) = (run.Camera, run.Known);
        // The settings' certificate is asked for by TLS only.
        service = camera.Tls.Fingerprint is not null && service.Scheme != "https" ? OnvifAddress.Service(OnvifAddress.At(camera.Url, service), true) : service;
        var answer = await AskAsync(run, service, isSame ? Standing.Elsewhere : Standing.InPlace);
        var match = isSame ? EndpointMatch.Same : EndpointIdentity.Compare(known?.Endpoint, answer.Endpoint);
        // Who tells its pictures to a token only, which it does not get, may still know the picture that it had before; not one whose address names the
        // password, which it would be sent.
        var picture = answer.Picture
            ?? (answer.Failure is { Reason.Fault: CaptureFault.Auth } && known?.Picture is { } kept && !AddressSecrets.NamesPassword(kept)
                ? OnvifAddress.At(kept, service) : null);
        if (picture is null)
        {
            return answer.Failure is { Reason.Fault: not (CaptureFault.Auth or CaptureFault.Tls) } failure ? failure
                : Stranger(service, match, answer.Endpoint);
        }
        var attempt = await FetchAsync(run, OnvifPlace.At(camera, picture, service, isProved: false));
        var isPinned = OnvifPlace.IsPinned(camera, service) && (answer.Picture is not null || CameraAddress.IsEncrypted(picture));
        var isProved = MovedCamera.IsProved(OnvifPlace.HasLogin(camera), isPinned, answer.HasTakenDigest || attempt.HasTakenDigest,
            match == EndpointMatch.Same && isAlone);
        // A token that was taken where the settings say is a login, too; which device it is it does not show.
        if (!isProved && !answer.HasTakenToken)
        {
            if (attempt.Picture is null && attempt.Reason.Fault is not CaptureFault.Auth)
                return attempt;
            File.Delete(run.TemporaryFile);
            return Stranger(service, match, answer.Endpoint);
        }
        if (attempt.Picture is not null)
        {
            var isSecret = answer.Picture is null ? known?.IsSecret == true : answer.IsSecret;
            var endpoint = isSame ? known?.Endpoint : EndpointIdentity.Kept(known?.Endpoint, answer.Endpoint, isProved);
            memory.Note(camera, new(endpoint, OnvifPlace.IsOwn(camera, service) ? null : service, picture, isSecret));
        }
        return attempt;
    }

    /// <summary>Asks for the picture. Where nothing listens at the stream that a device told of, that address is in no settings, and is said.</summary>
    private static async Task<Attempt> FetchAsync(Run run, CameraOptions there)
    {
        var attempt = await run.Fetch(there);
        return there.IsStream && attempt.Reason.Fault == CaptureFault.Refused
            ? attempt with { Detail = $"{attempt.Detail} at {CameraAddress.OriginOf(there.Url)}, {OnvifAdvice.ToldStream}" } : attempt;
    }

    private static Attempt Stranger(Uri service, EndpointMatch match, string? told) =>
        new(new(CaptureFault.Identity), $"{MovedCamera.Describe(match, service.Authority, told)}, {MovedCamera.NotShown}") { HostFailed = false };

    /// <summary>Asks a device where its picture is.</summary>
    /// <param name="run">For whom.</param>
    /// <param name="service">The device.</param>
    /// <param name="standing">What it is to the camera.</param>
    private async Task<Answer> AskAsync(Run run, Uri service, Standing standing)
    {
        var (camera, isPinned) = (run.Camera, OnvifPlace.IsPinned(run.Camera, service));
        var mayUseToken = isPinned || (standing != Standing.Elsewhere && OnvifPlace.IsOwn(camera, service));
        string? told = null;
        using var clock = new AttemptClock(options, camera.Own, time, run.Stopping);
        try
        {
            var visit = new OnvifVisit(camera, service, logins, secrets, clock, mayUseToken) { ProvesLogin = standing != Standing.Ours };
            await visit.GreetAsync();
            told = await IdentifyAsync(visit, service, clock);
            if (standing == Standing.Ours && !isPinned)
                ThrowIfForeign(run, service, told);
            var profiles = await visit.ProfilesAsync();
            var wanted = OnvifAddress.Profile(camera.Url);
            var profile = OnvifAnswers.Choose(profiles, wanted) ?? throw new OnvifRefused(CaptureFault.NotFound, DescribeNone(profiles, wanted));
            var picture = await visit.SnapshotAsync(profile) ?? await visit.StreamAsync(profile)
                ?? throw new OnvifRefused(CaptureFault.NotFound, $"{OnvifAdvice.NoPicture} of profile {profile.Token}");
            // Some write the login into the address; it is filled in again when the picture is asked for.
            var named = OnvifAddress.ForList(picture, camera.UserName, OnvifPlace.HasLogin(camera) ? secrets.Find(camera) : null);
            return new(named is null ? picture : CameraAddress.Create(named), told, clock.HasTakenDigest, visit.HasTakenToken, IsSecret: named is null);
        }
        catch (Exception e) when (!run.Stopping.IsCancellationRequested)
        {
            var failure = Fail(camera, e, clock);
            return new(Endpoint: told, HasTakenDigest: clock.HasTakenDigest, Failure: failure, IsForeign: failure.Reason.Fault == CaptureFault.Identity);
        }
    }

    private Attempt Fail(CameraOptions camera, Exception e, AttemptClock clock)
    {
        var failure = CaptureFailure.Of(e, clock);
        if (failure.Reason.Fault == CaptureFault.Internal)
            fence.Note(camera, e);
        return failure with { Detail = SafeText.Of(secrets.Mask(camera, failure.Detail, []), LongestDetail) };
    }

    private static string DescribeNone(IReadOnlyList<OnvifProfile> profiles, string? wanted) =>
        wanted is null ? $"{OnvifAdvice.NoProfile}: {OnvifAdvice.HasNone}"
        : $"{OnvifAdvice.NoProfile} {wanted}, but {string.Join(", ", profiles.Take(8).Select(static p => p.Token))}";

    /// <summary>What a device that is asked is to the camera.</summary>
    private enum Standing
    {
        /// <summary>It is where the camera was last, and has to be it.</summary>
        Ours,

        /// <summary>It is foreign in the camera's place, and the camera is nowhere else.</summary>
        InPlace,

        /// <summary>It says that it is the camera, at another place.</summary>
        Elsewhere,
    }

    /// <summary>One try.</summary>
    private sealed record Run(CameraOptions Camera, Func<CameraOptions, Task<Attempt>> Fetch, string TemporaryFile, OnvifTrace? Known,
        CancellationToken Stopping);

    /// <summary>What a device answered: where its picture is, or why it does not say.</summary>
    private sealed record Answer(Uri? Picture = null, string? Endpoint = null, bool HasTakenDigest = false, bool HasTakenToken = false,
        Attempt? Failure = null, bool IsForeign = false, bool IsSecret = false);
}
