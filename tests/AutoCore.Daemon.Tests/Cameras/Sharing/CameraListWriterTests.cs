using System.Text;
using AutoCore.Core.Cameras.Inventory;
using AutoCore.Core.Configuration;
using AutoCore.Daemon.Cameras.Sharing;

namespace AutoCore.Daemon.Tests.Cameras.Sharing;

public sealed class CameraListWriterTests
{
    [Theory]
    [InlineData("""{"Site":"S","Name":"P","Url":"http://cam/snap","Auth":"form","UserName":"u","PasswordKey":"K","LoginUrl":"/in"}""")]
    [InlineData(
        """{"Site":"S","Name":"P","Url":"http://cam/snap","Auth":"form","UserName":"u","PasswordKey":"K","LoginUrl":"/api/login","LoginType":"json","LoginBody":"{\u0022p\u0022:\u0022{PasswordKey}\u0022}","LoginTokenField":"value.Token.name","LoginTokenIn":"query:token"}""")]
    [InlineData(
        """{"Site":"S","Name":"P","Url":"http://cam/video","TlsVerify":false,"TlsLegacy":true,"FollowRedirects":true,"ConnectTimeout":"00:00:09","RetryAttempts":2,"SkipFrames":3,"Headers":{"X-A":"b"}}""")]
    public void Camera_IsReadBackAsItWas(string entry)
    {
        var camera = Assert.Single(InventoryOf(entry));
        var written = Encoding.UTF8.GetString(CameraListWriter.Compose(camera));

        Assert.Equal(entry, written);
    }

    private static IReadOnlyList<Core.Cameras.CameraOptions> InventoryOf(string entry)
    {
        var report = new SettingReport();
        var cameras = CameraInventory.ReadJson(Encoding.UTF8.GetBytes($"[{entry}]"), "list", report);
        Assert.Empty(report.Errors);
        return cameras;
    }
}
