using AutoCore.Policies.Cameras.Capture;

namespace AutoCore.Policies.Cameras.Http;

/// <summary>Which setting would help against a failure.</summary>
public static class CameraAdvice
{
    private const string Open = "none";
    private const string Auto = "auto";

    /// <summary>One sentence with the remedy.</summary>
    /// <param name="reason">The failure.</param>
    /// <param name="auth">How the camera is asked, as <c>Auth</c> says it.</param>
    /// <param name="detail">What is known beyond the reason.</param>
    /// <param name="offered">The scheme that the camera asked for, as <c>Auth</c> says it, or null.</param>
    /// <param name="certificate">If that was the trouble: the certificate's fingerprint, and whether it is shown to old TLS only; or null.</param>
    /// <param name="leadsTo">Where that certificate is, if the camera led there; or null.</param>
    public static string For(CaptureReason reason, string auth, string detail, string? offered, (string Fingerprint, bool IsLegacy)? certificate,
        string? leadsTo = null) => reason.Fault switch
        {
            CaptureFault.Timeout when detail.StartsWith("no connection", StringComparison.Ordinal) =>
                "check Url and network; a slow link needs a longer ConnectTimeout",
            CaptureFault.Timeout when detail.StartsWith("no first byte", StringComparison.Ordinal) =>
            "the camera is connected but silent: restart it, or set a longer FirstByteTimeout; a busy recorder may need MaxPerHost 1 or 2",
            CaptureFault.Timeout => "set a longer ImageTimeout, or a smaller picture in the camera",
            CaptureFault.Refused => "nothing listens there, or it hung up: check host and port of Url",
            CaptureFault.Dns => "the host's name is not known: check Url, or use the address",
            CaptureFault.Tls when certificate is not null && leadsTo is not null => $"it leads to {leadsTo}: {For(reason, auth, detail, offered, certificate)}",
            CaptureFault.Tls when certificate is (var fingerprint, true) =>
            $"the camera speaks old TLS only: set \"TlsLegacy\": true; if the certificate is its own, \"TlsFingerprint\": \"{fingerprint}\", too",
            CaptureFault.Tls when certificate is (var fingerprint, false) =>
            $"the certificate is not trusted; if it is the camera's own, set \"TlsFingerprint\": \"{fingerprint}\"",
            CaptureFault.Tls when leadsTo is not null =>
            $"it leads to {leadsTo}, and no secure connection is to be had there: make that address Url if it is right, and ask again",
            CaptureFault.Tls => "the TLS connection failed: check https in Url, or try http",
            CaptureFault.Auth when detail.Contains(CredentialScope.Rule, StringComparison.Ordinal) =>
            "the password is not sent there; if that address is right, use it as Url (and LoginUrl)",
            CaptureFault.Auth when offered is not null && offered != auth && auth != Auto =>
            $"the camera asks for it otherwise: set \"Auth\": \"{offered}\"{(auth == Open ? ", UserName and PasswordKey" : "")}",
            CaptureFault.Auth when offered is not null => "the camera does not take them: check UserName and the secret that PasswordKey names",
            CaptureFault.Auth when auth == Open => "the camera wants a password: set Auth (digest, basic, bearer or form), UserName and PasswordKey",
            CaptureFault.Auth =>
            "check UserName, the secret that PasswordKey names, and Auth; a portal with a login page needs \"Auth\": \"form\", and LoginUrl if it is not found by itself; one that is made by scripts \"LoginType\": \"json\"",
            CaptureFault.Busy => "the device is busy: set MaxPerHost 1 or 2, or a longer RetryBaseDelay",
            CaptureFault.NotJpeg when BodyKind.AdviceFor(detail) is { } advice => advice,
            CaptureFault.NotJpeg => "what came is no JPEG picture: Url must be the address of the snapshot itself, not of a page or video",
            CaptureFault.Truncated => "the picture ends too early: the camera or the link breaks off; try a smaller picture",
            CaptureFault.Corrupt => "the picture is damaged: the camera, its memory or the link spoils it",
            CaptureFault.Unsupported =>
            "the picture is a JPEG of a kind that few programs read (arithmetic coding, lossless, 12 bits): choose baseline JPEG in the camera",
            CaptureFault.TooLarge => "the picture does not end below MaxImageMb: Url may be a video stream",
            CaptureFault.Redirect => "use the address that it leads to as Url, or set \"FollowRedirects\": true if that host is to be trusted",
            CaptureFault.HeadTooLarge => "it answers, but with a longer head than any camera's: check the path of Url; clear what sets so many cookies",
            CaptureFault.NotHttp when detail.Contains("TLS", StringComparison.Ordinal) => "that port speaks TLS: begin Url with https://",
            CaptureFault.NotHttp => "what listens there is no web server: check the port of Url (80, 443, 8080 are usual; 554 is video)",
            CaptureFault.Settings => "what stands in the settings cannot be sent: take line breaks and other control characters out of UserName and the secret",
            CaptureFault.Paused => "it was not asked because its host failed: see the reason of that host's first camera",
            CaptureFault.Internal => "this is a mistake of the program, told in the log as camera-internal-error: please report it",
            CaptureFault.DiskFull => "there is no room for a temporary file: autocore cleanup",
            CaptureFault.NoInodes => "the file system has room but can hold no more files: autocore cleanup, or fewer small files",
            CaptureFault.ReadOnly => "the card is mounted read-only: dmesg says why; replace it if it fails",
            CaptureFault.Permission => "the daemon may not write there: autocore doctor names the folder and the chown that mends it",
            CaptureFault.CardError => "the card cannot be written: back up now, and replace it",
            CaptureFault.NotStored => "the picture came, but could not be stored: the detail says what failed",
            CaptureFault.Http when detail.Contains("LoginUrl", StringComparison.Ordinal) =>
            "correct LoginUrl: where the portal's form, or its scripts, send the login; for form it may be left out",
            _ when reason.Status == 404 => "there is nothing at this path: check the path of Url against the camera's handbook",
            _ => "the camera answers with an error: look at its own log",
        };
}
