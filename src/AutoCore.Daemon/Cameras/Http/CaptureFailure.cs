using System.Net.Sockets;
using System.Security.Authentication;
using AutoCore.Core.Cameras;
using AutoCore.Daemon.Hosting;
using AutoCore.Policies.Cameras.Capture;

namespace AutoCore.Daemon.Cameras.Http;

/// <summary>What an exception of a try means.</summary>
internal static class CaptureFailure
{
    /// <summary>Reads an exception; one that nobody foresaw is <see cref="CaptureFault.Internal"/>.</summary>
    public static Attempt Of(Exception failure, AttemptClock clock)
    {
        var ended = new Attempt(default, "") { Elapsed = clock.Elapsed, Asked = clock.Asked };
        if (failure is LoginRefused login)
        {
            return ended with
            {
                Reason = login.Reason,
                Detail = login.Message,
                HostFailed = clock.HasAnswered ? false : null,
                RetryAfter = login.RetryAfter,
            };
        }
        if (failure is StreamRefused stream)
            return ended with { Reason = stream.Reason, Detail = stream.Message, HostFailed = false, Offered = stream.Offered };
        if (failure is OnvifRefused device)
            return ended with { Reason = device.Reason, Detail = device.Message, HostFailed = clock.HasAnswered ? false : null, Offered = device.Offered };
        var reason = failure switch
        {
            DiskFailure disk => disk.Fault,
            MissingSecret => CaptureFault.Auth,
            UnsendableHeader => CaptureFault.Settings,
            AddressRefused => CaptureFault.Redirect,
            OperationCanceledException => CaptureFault.Timeout,
            _ when clock.IsExpired => CaptureFault.Timeout,
            HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded }
            or HttpIOException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => CaptureFault.HeadTooLarge,
            _ when clock.IsReceiving && failure is IOException or HttpRequestException => CaptureFault.Truncated,
            HttpRequestException http => OfPlatform(http),
            AuthenticationException => CaptureFault.Tls,
            SocketException socket => OfSocket(socket),
            // Since TLS 1.3 this is said only when the request is under way.
            IOException when Innermost(failure).Message.Contains("certificate required", StringComparison.Ordinal) => CaptureFault.Tls,
            IOException => CaptureFault.Refused,
            _ => CaptureFault.Internal,
        };
        return ended with { Reason = new(reason), Detail = DetailOf(reason, failure, clock), HostFailed = IsHostsOwn(reason, failure, clock) };
    }

    private static string DetailOf(CaptureFault reason, Exception failure, AttemptClock clock) => reason switch
    {
        CaptureFault.Timeout => clock.Describe(),
        CaptureFault.Internal => $"{failure.GetType().Name}: {failure.Message}",
        _ => Innermost(failure).Message,
    };

    private static bool? IsHostsOwn(CaptureFault reason, Exception failure, AttemptClock clock) => reason switch
    {
        _ when clock.HasAnswered => false,
        // A certificate is an answer, and which one is wanted is the camera's own setting.
        CaptureFault.Tls => Innermost(failure) is not CertificateRefused,
        CaptureFault.Dns => true,
        CaptureFault.Timeout or CaptureFault.Refused => clock.IsConnecting,
        CaptureFault.HeadTooLarge => false,
        _ => null,
    };

    private static CaptureFault OfPlatform(HttpRequestException failure) => failure.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => CaptureFault.Dns,
        HttpRequestError.SecureConnectionError => CaptureFault.Tls,
        _ when Innermost(failure) is SocketException socket => OfSocket(socket),
        // It was refused on this side, before anything was sent.
        HttpRequestError.Unknown when failure.InnerException is null => CaptureFault.Settings,
        _ => CaptureFault.Refused,
    };

    private static CaptureFault OfSocket(SocketException failure) => failure.SocketErrorCode switch
    {
        SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData or SocketError.NoRecovery => CaptureFault.Dns,
        SocketError.TimedOut => CaptureFault.Timeout,
        _ => CaptureFault.Refused,
    };

    private static Exception Innermost(Exception failure) => failure.InnerException is { } inner ? Innermost(inner) : failure;
}
