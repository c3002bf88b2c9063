using AutoCore.Policies.Health;

namespace AutoCore.Core.Web;

/// <summary>Events of the web program: from 9000 on.</summary>
public static class WebEvents
{
    public static EventDefinition Serving { get; } = new(9000, "web-serving", Severity.Info, "Serving at {addresses}",
        "The web page answers at the address given.");

    public static EventDefinition Idle { get; } = new(9001, "web-idle", Severity.Info, "No request for {time}: ending until the next one",
        "The web page had no request for a while and ended; the socket starts it again.");

    public static EventDefinition RequestFailed { get; } = new(9002, "web-request-failed", Severity.Warning, "{path} could not be answered: {reason}",
        "A page or a REST request could not be answered.", "Act on the reason: most often the database or a picture cannot be read by the service's user.");

    public static EventDefinition Unprotected { get; } = new(9003, "web-unprotected", Severity.Warning,
        "Other machines reach {address}, and nobody has set a password: they are shown nothing but what to do",
        "The socket of the web page is open to other machines, without a password.",
        "Set `Web:PasswordKey` or `Web:TokenKey`, or let the socket listen at 127.0.0.1 (`systemctl edit autocore-web.socket`).");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<EventDefinition> All { get; } = [Serving, Idle, RequestFailed, Unprotected];
}
