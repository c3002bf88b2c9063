using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AutoCore.CameraFarm.Serving;

namespace AutoCore.CameraFarm.Onvif;

/// <summary>What devices answer, in the words of real firmware.</summary>
internal static partial class Soap
{
    private const string Device = "http://www.onvif.org/ver10/device/wsdl";
    private const string Media = "http://www.onvif.org/ver10/media/wsdl";
    private const string Media2 = "http://www.onvif.org/ver20/media/wsdl";

    public static string OperationOf(string body) => Operation().Match(body).Groups[1].Value;

    public static string TokenOf(string body) => Token().Match(body).Groups[1].Value;

    public static Reply NotAuthorized() => Fault(400, "ter:NotAuthorized", "Sender not authorized");

    public static Reply Answer(OnvifDevice device, string operation, string token, DateTimeOffset clock, string given, string scheme)
    {
        var behaviour = device.Behaviour;
        var profile = behaviour.Profiles.FirstOrDefault(p => p.Token == token);
        var name = given.Split(':')[0];
        return operation switch
        {
            "GetSystemDateAndTime" => Envelope(Clock(clock)),
            "GetServices" when !behaviour.IsOld => Envelope($"<tds:GetServicesResponse>{Service(Device, $"{scheme}://{given}/onvif/device_service")}"
                + Service(behaviour.HasMedia2Only ? Media2 : Media, $"{scheme}://{given}/onvif/media_service") + "</tds:GetServicesResponse>"),
            "GetCapabilities" => Envelope("<tds:GetCapabilitiesResponse><tds:Capabilities><tt:Device><tt:XAddr>"
                + $"{scheme}://{given}/onvif/device_service</tt:XAddr></tt:Device><tt:Media><tt:XAddr>{scheme}://{given}/onvif/media_service</tt:XAddr>"
                + "</tt:Media></tds:Capabilities></tds:GetCapabilitiesResponse>"),
            "GetEndpointReference" when behaviour.TellsEndpoint =>
                Envelope($"<tds:GetEndpointReferenceResponse><tds:GUID>urn:uuid:{behaviour.Endpoint}</tds:GUID></tds:GetEndpointReferenceResponse>"),
            "GetHostname" => Envelope("<tds:GetHostnameResponse><tds:HostnameInformation><tt:FromDHCP>false</tt:FromDHCP></tds:HostnameInformation>"
                + "</tds:GetHostnameResponse>"),
            "GetDeviceInformation" => Envelope("<tds:GetDeviceInformationResponse><tds:Manufacturer>ACME</tds:Manufacturer>"
                + $"<tds:Model>{behaviour.Model}</tds:Model></tds:GetDeviceInformationResponse>"),
            "GetProfiles" => Envelope(Profiles(behaviour)),
            "GetVideoSources" => Envelope("<trt:GetVideoSourcesResponse>"
                + string.Concat(behaviour.Profiles.Select(p => p.Source).Distinct().Select(s => $"<trt:VideoSources token=\"{s}\"/>"))
                + "</trt:GetVideoSourcesResponse>"),
            "GetSnapshotUri" when behaviour.HasSnapshot && profile is not null =>
                Envelope(Uri("GetSnapshotUri", behaviour, $"{scheme}://{given}/onvif-http/snapshot?Profile={token}{behaviour.SnapshotQuery}")),
            "GetStreamUri" when profile is not null =>
                Envelope(Uri("GetStreamUri", behaviour, $"rtsp://{name}{string.Format(CultureInfo.InvariantCulture, behaviour.Stream, token)}")),
            _ => Fault(500, "ter:ActionNotSupported", "Optional Action Not Implemented"),
        };
    }

    /// <summary>What stands in place of any answer; null: the answer.</summary>
    public static Reply? Hostile(Hostility hostility) => hostility switch
    {
        Hostility.Entities => Xml("<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">"
            + "<!ENTITY c SYSTEM \"file:///etc/passwd\">]>"
            + "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"><s:Body><x>&b;&c;</x></s:Body></s:Envelope>"),
        Hostility.Deep => Xml(string.Concat(Enumerable.Repeat("<a>", 20_000)) + string.Concat(Enumerable.Repeat("</a>", 20_000))),
        Hostility.Huge => Xml($"<a>{new string('x', 1_000_000)}</a>"),
        Hostility.Page => Reply.Page(200),
        _ => null,
    };

    /// <summary>Text without end.</summary>
    public static async Task<After> WriteEndlessAsync(Stream stream, CancellationToken cancellationToken)
    {
        await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/soap+xml\r\n\r\n<a>"u8.ToArray(), cancellationToken);
        var more = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("<b/>", 4096)));
        while (true) await stream.WriteAsync(more, cancellationToken);
    }

    private static string Clock(DateTimeOffset at) =>
        "<tds:GetSystemDateAndTimeResponse><tds:SystemDateAndTime><tt:DateTimeType>Manual</tt:DateTimeType><tt:UTCDateTime>"
        + $"<tt:Time><tt:Hour>{at.Hour}</tt:Hour><tt:Minute>{at.Minute}</tt:Minute><tt:Second>{at.Second}</tt:Second></tt:Time>"
        + $"<tt:Date><tt:Year>{at.Year}</tt:Year><tt:Month>{at.Month}</tt:Month><tt:Day>{at.Day}</tt:Day></tt:Date>"
        + "</tt:UTCDateTime></tds:SystemDateAndTime></tds:GetSystemDateAndTimeResponse>";

    private static string Service(string kind, string address) =>
        $"<tds:Service><tds:Namespace>{kind}</tds:Namespace><tds:XAddr>{address}</tds:XAddr><tds:Version><tt:Major>2</tt:Major><tt:Minor>5</tt:Minor>"
        + "</tds:Version></tds:Service>";

    private static string Profiles(OnvifBehaviour behaviour) => "<trt:GetProfilesResponse>" + string.Concat(behaviour.Profiles.Select(p =>
    {
        var source = $"<tt:Name>{p.Source}</tt:Name><tt:SourceToken>{p.Source}</tt:SourceToken>";
        var encoder = $"<tt:Encoding>H264</tt:Encoding><tt:Resolution><tt:Width>{p.Width}</tt:Width><tt:Height>{p.Height}</tt:Height></tt:Resolution>";
        return $"<trt:Profiles token=\"{p.Token}\" fixed=\"true\"><tt:Name>{p.Name}</tt:Name>"
            + (behaviour.HasMedia2Only
                ? $"<trt:Configurations><trt:VideoSource token=\"s\">{source}</trt:VideoSource><trt:VideoEncoder token=\"e\">{encoder}</trt:VideoEncoder>"
                    + "</trt:Configurations>"
                : $"<tt:VideoSourceConfiguration token=\"s\">{source}</tt:VideoSourceConfiguration><tt:VideoEncoderConfiguration token=\"e\">{encoder}"
                    + "</tt:VideoEncoderConfiguration>")
            + "</trt:Profiles>";
    })) + "</trt:GetProfilesResponse>";

    private static string Uri(string operation, OnvifBehaviour behaviour, string address)
    {
        var uri = $"Uri>{address.Replace("&", "&amp;", StringComparison.Ordinal)}</";
        return behaviour.HasMedia2Only ? $"<trt:{operation}Response><trt:{uri}trt:Uri></trt:{operation}Response>"
            : $"<trt:{operation}Response><trt:MediaUri><tt:{uri}tt:Uri><tt:Timeout>PT0S</tt:Timeout></trt:MediaUri></trt:{operation}Response>";
    }

    private static Reply Envelope(string body) => Xml("<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\" "
        + $"xmlns:tds=\"{Device}\" xmlns:trt=\"{Media}\" xmlns:tt=\"http://www.onvif.org/ver10/schema\"><s:Body>{body}</s:Body></s:Envelope>");

    private static Reply Fault(int status, string code, string text) => Xml("<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\" "
        + "xmlns:ter=\"http://www.onvif.org/ver10/error\"><s:Body><s:Fault><s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value>"
        + $"{code}</s:Value></s:Subcode></s:Code><s:Reason><s:Text xml:lang=\"en\">{text}</s:Text></s:Reason></s:Fault></s:Body></s:Envelope>", status);

    private static Reply Xml(string text, int status = 200) =>
        Reply.Text(status, "application/soap+xml; charset=utf-8", $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{text}");

    [GeneratedRegex(@"Body[^>]*>\s*<(?:\w+:)?(\w+)")]
    private static partial Regex Operation();

    [GeneratedRegex("ProfileToken[^>]*>([^<]*)<")]
    private static partial Regex Token();
}
