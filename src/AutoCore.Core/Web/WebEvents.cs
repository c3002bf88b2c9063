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

    /// <summary>All of them.</summary>
    public static IReadOnlyList<EventDefinition> All { get; } = [Serving, Idle, RequestFailed];
}
