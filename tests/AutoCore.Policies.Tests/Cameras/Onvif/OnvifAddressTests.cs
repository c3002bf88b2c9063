using AutoCore.Policies.Cameras;
using AutoCore.Policies.Cameras.Http;
using AutoCore.Policies.Cameras.Onvif;

namespace AutoCore.Policies.Tests.Cameras.Onvif;

/// <summary>Addresses that devices give, and who they are.</summary>
public sealed class OnvifAddressTests
{
    [Theory]
    [InlineData("http://192.168.1.108/onvif-http/snapshot?P_1", "http://10.0.0.31/onvif-http/snapshot?P_1")]
    [InlineData("http://192.168.1.108:8080/a%2Fb?c=%20", "http://10.0.0.31:8080/a%2Fb?c=%20")]
    [InlineData("https://192.168.1.108/a", "https://10.0.0.31/a")]
    [InlineData("rtsp://user:pass@[fe80::1]:554/a", "rtsp://10.0.0.31:554/a")]
    [InlineData("http://169.254.169.254/latest/meta-data", "http://10.0.0.31/latest/meta-data")]
    [InlineData("http://192.168.1.108/s?u={UserName}&p={PasswordKey}", "http://10.0.0.31/s?u=%7BUserName%7D&p=%7BPasswordKey%7D")]
    [InlineData("rtsp://192.168.1.108/{passwordkey}/s", "rtsp://10.0.0.31/%7Bpasswordkey%7D/s")]
    [InlineData("file:///etc/passwd", null)]
    [InlineData("onvif://a/b", null)]
    [InlineData("/relative", null)]
    [InlineData("", null)]
    public void Own_IsAlwaysTheDevicesHost(string given, string? expected) =>
        Assert.Equal(expected, OnvifAddress.Own(given, new("http://10.0.0.31:8000/onvif/device_service"))?.OriginalString);

    [Theory]
    [InlineData("onvif://10.0.0.31", false, "http://10.0.0.31/onvif/device_service")]
    [InlineData("onvif://10.0.0.31:8000/?profile=a", false, "http://10.0.0.31:8000/onvif/device_service")]
    [InlineData("onvif://10.0.0.31", true, "https://10.0.0.31/onvif/device_service")]
    [InlineData("onvif://10.0.0.31:443", false, "https://10.0.0.31/onvif/device_service")]
    [InlineData("onvif://cam.local/own", false, "http://cam.local/own")]
    [InlineData("onvif://[fe80::1%25eth0]:80", false, "http://[fe80::1%eth0]/onvif/device_service")]
    public void Service_IsWhereDevicesAnswer(string address, bool isPinned, string expected) =>
        Assert.Equal(new Uri(expected), OnvifAddress.Service(CameraAddress.Create(address)!, isPinned));

    [Theory]
    [InlineData("10.0.0.31", "http://10.0.0.31/onvif/device_service", "onvif://10.0.0.31")]
    [InlineData("10.0.0.31:8899", "http://10.0.0.31:8899/onvif/device_service", "onvif://10.0.0.31:8899")]
    [InlineData("https://10.0.0.31", "https://10.0.0.31/onvif/device_service", "onvif://10.0.0.31:443")]
    [InlineData("http://cam/onvif/services", "http://cam/onvif/services", "onvif://cam/onvif/services")]
    [InlineData("rtsp://cam/", null, null)]
    [InlineData("http://a:b@cam/", null, null)]
    [InlineData("a b", null, null)]
    public void Named_IsRead_AndWrittenForTheSettings(string text, string? service, string? settings)
    {
        var read = OnvifAddress.Read(text);

        Assert.Equal(service, read?.AbsoluteUri);
        Assert.Equal(settings, read is null ? null : OnvifAddress.Compose(read));
    }

    [Theory]
    [InlineData("onvif://c/?profile=P_1", "P_1")]
    [InlineData("onvif://c?x=1&profile=a%26b", "a&b")]
    [InlineData("onvif://c", null)]
    public void Profile_IsThatOfTheQuery(string address, string? expected) =>
        Assert.Equal(expected, OnvifAddress.Profile(CameraAddress.Create(address)!));

    [Theory]
    [InlineData("http://c/s?x=1", "http://c/s?x=1")]
    [InlineData("http://c/s?user=viewer&password=S3CRET", "http://c/s?user={UserName}&password={PasswordKey}")]
    [InlineData("http://c/s?u=viewer&p=S3CRET", "http://c/s?u={UserName}&p={PasswordKey}")]
    [InlineData("http://c/s?token=abcdef", null)]
    [InlineData("http://c/S3CRET/s", null)]
    [InlineData("http://c/user=admin_password=tlJwpbo6_channel=1", null)]
    public void List_NeverHoldsASecret(string address, string? expected) => Assert.Equal(expected, OnvifAddress.ForList(new(address), "viewer", "S3CRET"));

    [Theory]
    [InlineData("urn:uuid:1419D68A-1DD2-11B2", "1419d68a-1dd2-11b2")]
    [InlineData(" uuid:a ", "a")]
    [InlineData("a", "a")]
    [InlineData("", null)]
    [InlineData("a\tb", null)]
    [InlineData(null, null)]
    public void Endpoint_HasOneForm(string? told, string? expected) => Assert.Equal(expected, EndpointIdentity.Normalize(told));

    [Theory]
    [InlineData(null, "a", EndpointMatch.First)]
    [InlineData("a", "a", EndpointMatch.Same)]
    [InlineData("a", null, EndpointMatch.Untold)]
    [InlineData("a", "b", EndpointMatch.Other)]
    public void Endpoint_IsCompared(string? known, string? told, EndpointMatch expected) => Assert.Equal(expected, EndpointIdentity.Compare(known, told));

    [Theory]
    [InlineData(true, false, false, false, false)]
    [InlineData(true, true, true, false, false)]
    [InlineData(true, true, false, false, true)]
    [InlineData(true, true, false, true, true)]
    [InlineData(false, false, false, false, true)]
    [InlineData(false, true, true, false, true)]
    [InlineData(false, true, true, true, false)]
    public void Login_IsDigestOnly_WhereNothingIsProved(bool isKnownPlace, bool isDeviceSecure, bool isPictureSecure, bool isPinned, bool expected) =>
        Assert.Equal(expected, MovedCamera.TakesDigestOnly(isKnownPlace, isDeviceSecure, isPictureSecure, isPinned));

    [Theory]
    [InlineData(null, null, true, null)]
    [InlineData(null, "b", true, "b")]
    [InlineData("a", null, true, "a")]
    [InlineData("a", null, false, "a")]
    [InlineData("a", "a", false, "a")]
    [InlineData("a", "b", false, "a")]
    [InlineData("a", "b", true, "b")]
    public void KnownDevice_IsReplacedByOneThatShowsItself_AndNeverByNothing(string? known, string? told, bool isProved, string? expected) =>
        Assert.Equal(expected, EndpointIdentity.Kept(known, told, isProved));

    [Theory]
    [InlineData(EndpointMatch.First, false, "says that it is the camera")]
    [InlineData(EndpointMatch.Same, false, "says that it is the camera")]
    [InlineData(EndpointMatch.Untold, true, "says nothing of which device it is, which the camera did")]
    [InlineData(EndpointMatch.Other, true, "says that it is another device than the camera (b)")]
    public void Device_IsSpokenOfAsItSpeaks(EndpointMatch match, bool isForeign, string said)
    {
        Assert.Equal(isForeign, EndpointIdentity.IsForeign(match));
        Assert.Equal($"what answers at 10.0.0.1 {said}", MovedCamera.Describe(match, "10.0.0.1", "b"));
    }

    [Theory]
    [InlineData(true, false, false, true, false)]
    [InlineData(true, true, false, true, true)]
    [InlineData(true, false, true, true, true)]
    [InlineData(true, false, true, false, true)]
    [InlineData(false, false, false, true, true)]
    [InlineData(false, false, false, false, false)]
    public void Moved_IsProved_ByPinOrDigest(bool hasSecret, bool isPinned, bool hasTakenDigest, bool isSame, bool expected) =>
        Assert.Equal(expected, MovedCamera.IsProved(hasSecret, isPinned, hasTakenDigest, isSame));

    [Theory]
    [InlineData("onvif://www.onvif.org/name/Front%20Door onvif://www.onvif.org/location/Yard", "Yard", "Front_Door")]
    [InlineData("onvif://www.onvif.org/location/country/china onvif://www.onvif.org/name/=cmd|'/c", "ONVIF", "cmd_c")]
    [InlineData("onvif://www.onvif.org/name/..", "ONVIF", "DS-1")]
    public void Names_AreMadeOfScopes(string scopes, string site, string name)
    {
        var words = scopes.Split(' ');

        Assert.Equal(site, OnvifNames.SiteOf(words));
        Assert.Equal(name, OnvifNames.NameOf([OnvifNames.Find(words, "name"), null, "DS-1"], "10.0.0.31", static _ => true));
    }

    [Fact]
    public void Names_OfAnyLetters_AreTakenByLists()
    {
        var name = OnvifNames.NameOf([new string('漢', 60)], new string('h', 60), static n => n.EndsWith("_2", StringComparison.Ordinal), channel: 256);

        Assert.True(PictureNames.IsSafe(name), name);
        Assert.True(PictureNames.IsSafe(OnvifNames.SiteOf([$"onvif://www.onvif.org/location/{new string('漢', 60)}"])));
    }

    [Theory]
    [InlineData("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0; b")]
    [InlineData("@SUM(1)", "'@SUM(1); b")]
    [InlineData("-1", "'-1; b")]
    [InlineData("ACME", "ACME; b")]
    public void Note_IsNoFormula(string said, string expected) => Assert.Equal(expected, OnvifNames.NoteOf([said, "b"]));

    [Fact]
    public void Names_OfOneModel_AreToldApart()
    {
        var taken = new List<string>();
        for (var i = 0; i < 3; i++)
            taken.Add(OnvifNames.NameOf(["IPC"], "10.0.0.31", n => !taken.Contains(n)));

        Assert.Equal(["IPC", "IPC_10.0.0.31", "IPC_10.0.0.31_2"], taken);
        Assert.Equal("IPC_2", OnvifNames.NameOf(["IPC"], "10.0.0.32", n => !taken.Contains(n), channel: 2));
    }
}
