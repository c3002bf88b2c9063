using System.Net.Sockets;
using System.Security.Authentication;
using AutoCore.Policies.Cameras;

namespace AutoCore.Daemon.Cameras;

/// <summary>What an exception of a try means.</summary>
internal readonly record struct CaptureFailure(CaptureReason Reason, string Detail, bool HostFailed)
{
    /// <summary>Reads an exception; null if it is none that a camera can cause.</summary>
    public static CaptureFailure? Classify(Exception failure, AttemptClock clock)
    {
        var reason = failure switch
        {
            DiskFailure disk => disk.Fault,
            MissingSecret or LoginRefused => CaptureFault.Auth,
            OperationCanceledException => CaptureFault.Timeout,
            _ when clock.IsExpired => CaptureFault.Timeout,
            _ when clock.HasAnswered && failure is IOException or HttpRequestException => CaptureFault.Truncated,
            HttpRequestException http => OfPlatform(http),
            AuthenticationException => CaptureFault.Tls,
            SocketException socket => OfSocket(socket),
            IOException => CaptureFault.Refused,
            _ => CaptureFault.None,
        };
        if (reason == CaptureFault.None)
            return null;
        var isHost = !clock.HasAnswered && reason is CaptureFault.Timeout or CaptureFault.Refused or CaptureFault.Dns or CaptureFault.Tls;
        return new(new(reason), reason == CaptureFault.Timeout ? clock.Describe() : Innermost(failure).Message, isHost);
    }

    private static CaptureFault OfPlatform(HttpRequestException failure) => failure.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => CaptureFault.Dns,
        HttpRequestError.SecureConnectionError => CaptureFault.Tls,
        _ when Innermost(failure) is SocketException socket => OfSocket(socket),
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
