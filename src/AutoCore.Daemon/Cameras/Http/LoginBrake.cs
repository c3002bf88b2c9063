using AutoCore.Policies.Cameras.Capture;
using AutoCore.Policies.Cameras.Http;
using AutoCore.Policies.Configuration;

namespace AutoCore.Daemon.Cameras.Http;

/// <summary>
/// Keeps a portal from getting the same login again and again, which would lock its user out: one that was judged, or may have been, rests; one that was
/// not judged may be sent again as any request.
/// </summary>
internal sealed class LoginBrake(TimeProvider time)
{
    /// <summary>How long a login rests that was sent in vain.</summary>
    public static readonly TimeSpan AfterRefusal = RetryPolicy.AfterRefusal;

    /// <summary>Logins that may be sent without learning whether they were judged: no device locks a user after two.</summary>
    private const int MostUnjudged = 2;

    /// <summary>Logins that may be sent to a portal that says it does not look at them: some say so of a wrong password, or of a lock.</summary>
    private const int MostPostponed = 3;

    private readonly Lock _gate = new();
    private long? _sent;
    private TimeSpan _rest;
    private int _unjudged;
    private int _postponed;
    private (CaptureReason Reason, string Detail)? _last;

    /// <summary>Whether a login may be sent now.</summary>
    /// <exception cref="LoginRefused">Not yet; with the reason why the last one failed.</exception>
    public void Check()
    {
        lock (_gate)
        {
            if (_sent is not { } sent)
                return;
            var elapsed = time.GetElapsedTime(sent);
            if (elapsed >= AfterRefusal)
                (_unjudged, _postponed) = (0, 0);
            if (elapsed >= _rest)
                return;
            var (reason, detail) = _last ?? (new(CaptureFault.Auth), "the portal did not take the last login");
            // Who rests as usual does so anew from now on; of another time only what is left of it counts.
            var isUsual = _rest == AfterRefusal;
            throw new LoginRefused($"{detail}{LockoutAdvice.OwnPause}{DurationFormat.Format(_rest)}")
            {
                Reason = reason,
                RetryAfter = isUsual ? null : _rest - elapsed,
            };
        }
    }

    /// <summary>A login is sent. Until something was had for it, it counts as sent in vain.</summary>
    public void Send() => Rest(AfterRefusal, null);

    /// <summary>Whatever was answered to the login: it is asked for again.</summary>
    public void Fail() => Rest(AfterRefusal, null);

    /// <summary>It was answered, and not taken.</summary>
    public void Fail(LoginRefused refusal) => Rest(RetryPolicy.RestOf(refusal.RetryAfter), (refusal.Reason, refusal.Message));

    /// <summary>The portal, or what stands before it, says that it did not look at the login: it may be sent again, but not for ever.</summary>
    public void Postpone(LoginRefused refusal)
    {
        lock (_gate)
            Rest(++_postponed < MostPostponed ? refusal.RetryAfter ?? TimeSpan.Zero : AfterRefusal, (refusal.Reason, refusal.Message));
    }

    /// <summary>Nobody knows whether it was judged: it may be sent once more.</summary>
    public void Doubt(CaptureReason reason, string detail, TimeSpan? retryAfter)
    {
        lock (_gate)
            Rest(++_unjudged < MostUnjudged ? retryAfter ?? TimeSpan.Zero : AfterRefusal, (reason, detail));
    }

    /// <summary>Something was had for the last login, or it was never sent.</summary>
    public void Release()
    {
        lock (_gate)
            (_sent, _last) = (null, null);
    }

    /// <summary>The login was taken.</summary>
    public void Prove()
    {
        lock (_gate)
            (_sent, _last, _unjudged, _postponed) = (null, null, 0, 0);
    }

    private void Rest(TimeSpan rest, (CaptureReason Reason, string Detail)? last)
    {
        lock (_gate)
            (_sent, _rest, _last) = (time.GetTimestamp(), rest, last);
    }
}

/// <summary>A portal did not take a login, or user name and password must not go where it wants them.</summary>
internal sealed class LoginRefused(string message) : Exception(message)
{
    /// <summary>As what it counts.</summary>
    public CaptureReason Reason { get; init; } = new(CaptureFault.Auth);

    /// <summary>How long the portal is to be left alone, or null.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>They must not go there.</summary>
    public static LoginRefused Elsewhere(Uri from, string reference) =>
        new($"the login leads from {AddressMask.Of(from)} to {AddressMask.Of(reference)}: {CredentialScope.Rule}");
}
