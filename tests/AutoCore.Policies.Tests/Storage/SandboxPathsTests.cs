using AutoCore.Policies.Storage;

namespace AutoCore.Policies.Tests.Storage;

/// <summary>Folders that the service's sandbox does not let the daemon write.</summary>
public sealed class SandboxPathsTests
{
    [Theory]
    [InlineData("", "/mnt/usb")]
    [InlineData("ReadWritePaths=\"-/mnt/usb\"", "")]
    [InlineData("ReadWritePaths=\"-/mnt\"", "")]
    [InlineData("ReadWritePaths=/srv /mnt/usb", "")]
    [InlineData("ReadWritePaths=\"-/mnt/us\"", "/mnt/usb")]
    [InlineData("ReadOnlyPaths=/mnt/usb", "/mnt/usb")]
    [InlineData("# ReadWritePaths=/mnt/usb", "/mnt/usb")]
    public void FindClosed_LooksAtWhatDropInsOpen(string line, string closed) =>
        Assert.Equal(closed, string.Join(' ', SandboxPaths.FindClosed(["/mnt/usb"], ["[Service]", line])));

    [Fact]
    public void FindClosed_PathWithBlanksAndPercent_IsTheSame() =>
        Assert.Empty(SandboxPaths.FindClosed(["/mnt/my 100%"], ["ReadWritePaths=\"-/mnt/my 100%%\""]));

    [Fact]
    public void Elsewhere_IsWhatDoesNotLieInTheStateDirectory() =>
        Assert.Equal(["/var/lib/autocore2", "/mnt/usb"],
            SandboxPaths.Elsewhere("/var/lib/autocore", "/var/lib/autocore/cameras", "/var/lib/autocore2", null, "/mnt/usb", "/mnt/usb"));
}
