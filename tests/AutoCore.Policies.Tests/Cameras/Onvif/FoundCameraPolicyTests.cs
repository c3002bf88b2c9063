using AutoCore.Policies.Cameras.Http;
using AutoCore.Policies.Cameras.Onvif;

namespace AutoCore.Policies.Tests.Cameras.Onvif;

/// <summary>Whether a camera that was found is one of a list, or completes one of it.</summary>
public sealed class FoundCameraPolicyTests
{
    private const string Device = "http://10.0.0.11/onvif/device_service";

    [Theory]
    // What the list has, whether that has a login; what was found, whether it is the device's first, and can be captured so.
    [InlineData("http://10.0.0.11/a.jpg", true, "http://10.0.0.11/a.jpg", true, true, FoundFate.Listed)]
    [InlineData("onvif://10.0.0.11", false, "http://10.0.0.11/a.jpg", true, true, FoundFate.Completes)]
    [InlineData("onvif://10.0.0.11:80", false, "rtsp://10.0.0.11/s", true, true, FoundFate.Completes)]
    [InlineData("onvif://10.0.0.11", false, "onvif://10.0.0.11?profile=P1", true, true, FoundFate.Completes)]
    [InlineData("onvif://10.0.0.11", true, "http://10.0.0.11/a.jpg", true, true, FoundFate.Listed)]
    [InlineData("onvif://10.0.0.11", false, "http://10.0.0.11/b.jpg", false, true, FoundFate.New)]
    [InlineData("onvif://10.0.0.11", false, "onvif://10.0.0.11", true, false, FoundFate.Listed)]
    [InlineData("onvif://10.0.0.11:8080", false, "http://10.0.0.11/a.jpg", true, true, FoundFate.New)]
    [InlineData("onvif://10.0.0.12", false, "http://10.0.0.11/a.jpg", true, true, FoundFate.New)]
    [InlineData("onvif://10.0.0.11?profile=P2", false, "http://10.0.0.11/a.jpg", true, true, FoundFate.New)]
    [InlineData("http://10.0.0.11/other.jpg", true, "onvif://10.0.0.11", true, false, FoundFate.Listed)]
    [InlineData("http://10.0.0.11/other.jpg", true, "http://10.0.0.11/a.jpg", true, true, FoundFate.New)]
    [InlineData("onvif://10.0.0.11:8080", true, "onvif://10.0.0.11", true, false, FoundFate.New)]
    public void Decide_Found_IsNewListedOrCompletes(string listed, bool hasLogin, string found, bool isFirst, bool isComplete, FoundFate fate)
    {
        var others = new ListedCamera(Of("http://10.0.0.99/"), HasLogin: false);

        var decided = FoundCameraPolicy.Decide(Of(found), new(Device), isFirst, isComplete, [others, new(Of(listed), hasLogin)]);

        Assert.Equal((fate, fate == FoundFate.New ? -1 : 1), decided);
    }

    private static Uri Of(string address) => CameraAddress.Create(address)!;
}
