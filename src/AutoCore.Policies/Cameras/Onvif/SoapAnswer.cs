using AutoCore.Policies.Cameras.Capture;
using AutoCore.Policies.Cameras.Http;

namespace AutoCore.Policies.Cameras.Onvif;

/// <summary>What a device answered to a question.</summary>
/// <param name="Body">What the SOAP body holds; null: there is none, or it is a fault.</param>
/// <param name="Reason">Why there is none.</param>
/// <param name="Detail">The same for people.</param>
public sealed record SoapAnswer(OnvifElement? Body, CaptureReason Reason, string Detail)
{
    private static readonly string[] Locked = ["NotAuthorized", "FailedAuthentication", "InvalidSecurity", "SecurityTokenUnavailable"];

    /// <summary>Whether a login is wanted, or another one.</summary>
    public bool WantsLogin => Reason.Fault == CaptureFault.Auth;

    /// <summary>Reads an answer.</summary>
    /// <param name="status">The status of HTTP.</param>
    /// <param name="content">The body, one byte more than <see cref="OnvifXml.LongestAnswer"/> at most.</param>
    public static SoapAnswer Read(int status, ReadOnlySpan<byte> content)
    {
        if (content.Length > OnvifXml.LongestAnswer)
            return new(null, new(CaptureFault.TooLarge), $"{OnvifAdvice.Foreign}: its answer is longer than {OnvifXml.LongestAnswer / 1024} KB");
        var body = OnvifXml.Parse(content, out var problem)?.Find("Body");
        if (body?.Find("Fault") is { } fault)
            return OfFault(status, fault);
        if (status is 401 or 403)
            return new(null, new(CaptureFault.Auth), $"status {status}");
        if (status is < 200 or >= 300)
            return new(null, CaptureReason.OfStatus(status), $"{OnvifAdvice.Foreign}: status {status}");
        return body is { Children: [var only, ..] } ? new(only, default, "")
            : new(null, new(CaptureFault.Corrupt), $"{OnvifAdvice.Foreign}: {(problem.Length > 0 ? problem : "it holds no SOAP body")}");
    }

    private static SoapAnswer OfFault(int status, OnvifElement fault)
    {
        // SOAP 1.2 has Code and Subcode with a Value each, 1.1 a faultcode.
        var codes = fault.All("Value").Concat(fault.All("faultcode")).Select(static c => c.Text[(c.Text.LastIndexOf(':') + 1)..]).Take(8).ToList();
        var said = fault.All("Text").Concat(fault.All("faultstring")).Select(static t => t.Text).FirstOrDefault(static t => t.Length > 0)
            ?? codes.LastOrDefault() ?? "no reason given";
        var isLocked = status is 401 or 403 || codes.Exists(c => Locked.Contains(c, StringComparer.OrdinalIgnoreCase))
            || said.Contains("not authorized", StringComparison.OrdinalIgnoreCase) || said.Contains("unauthorized", StringComparison.OrdinalIgnoreCase);
        return new(null, new(isLocked ? CaptureFault.Auth : CaptureFault.NotFound), $"the device says: {said}");
    }
}
