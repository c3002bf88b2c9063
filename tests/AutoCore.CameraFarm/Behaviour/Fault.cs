using AutoCore.CameraFarm.Serving;

namespace AutoCore.CameraFarm.Behaviour;

/// <summary>An answer that is not a picture, for all requests that were let in or for some of them.</summary>
public sealed record Fault(Reply Reply)
{
    /// <summary>Which of the requests that were let in, counted from 0; by default all.</summary>
    public Func<int, bool> When { get; init; } = _ => true;

    public static Fault Status(int status) => new(Reply.Page(status));

    /// <summary>A redirect; never an image.</summary>
    public static Fault Redirect(string location, int status = 302) =>
        new(Reply.Page(status) with { Headers = [("Location", location)] });

    /// <summary>A page where the picture should be, with status 200.</summary>
    public static Fault HtmlPage() => new(Reply.Page(200));

    public static Fault EmptyBody() => new(new Reply { ContentType = "image/jpeg" });

    public static Fault BusyJson(int status) =>
        new(Reply.Text(status, "application/json", """{"error":{"code":"deviceBusy","message":"Device Busy"}}"""));

    /// <summary>As Hikvision's ISAPI says it.</summary>
    public static Fault BusyXml(int status) => new(Reply.Text(
        status,
        "application/xml",
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <ResponseStatus version="2.0" xmlns="http://www.hikvision.com/ver20/XMLSchema">
        <requestURL>/ISAPI/Streaming/channels/101/picture</requestURL>
        <statusCode>2</statusCode>
        <statusString>Device Busy</statusString>
        <subStatusCode>deviceBusy</subStatusCode>
        </ResponseStatus>

        """));

    /// <summary>Only the first <paramref name="count"/> requests, then pictures.</summary>
    public Fault First(int count) => this with { When = request => request < count };

    /// <summary>Every second request, beginning with the first: each try fails once.</summary>
    public Fault EverySecond() => this with { When = request => request % 2 == 0 };
}
