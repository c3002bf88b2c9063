using System.Net.Sockets;
using System.Security.Authentication;
using AutoCore.Core.Cameras;
using AutoCore.Daemon.Hosting;
using AutoCore.Policies.Cameras.Capture;

namespace AutoCore.Daemon.Cameras.Http;

/// <summary>What an exception of a try means.</summary>
/// <param name="Reason">The reason; <see cref="CaptureFault.Internal"/> for one that nobody foresaw.</param>
/// <param name="Detail">The same for people.</param>
/// <param name="HostFailed">Whether it was the host itself: its name, the connection, TLS. False: a connection stood. Null: nothing was asked, so nothing is
/// known.</param>
internal readonly record struct CaptureFailure(CaptureReason Reason, string Detail, bool? HostFailed)
{
    /// <summary>How long the camera asked to be left alone, or null.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Reads an exception.</summary>
    public static CaptureFailure Of(Exception failure, AttemptClock clock)
    {
        if (failure is LoginRefused login)
            return new(login.Reason, login.Message, clock.HasAnswered ? false : null) { RetryAfter = login.RetryAfter };
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
            IOException => CaptureFault.Refused,
            _ => CaptureFault.Internal,
        };
        return new(new(reason), DetailOf(reason, failure, clock), IsHostsOwn(reason, failure, clock));
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
