using AutoCore.Policies.SecondPlace;

namespace AutoCore.Policies.Tests.SecondPlace;

public sealed class RemoteAddressTests
{
    [Theory]
    [InlineData("nas:backups/pi-3", "nas", "backups/pi-3")]
    [InlineData("my-s3_2:bucket", "my-s3_2", "bucket")]
    [InlineData("nas:", "nas", "")]
    [InlineData("nas:/srv/backups/", "nas", "/srv/backups")]
    public void TryParse_RemoteOfTheConfiguration_IsTaken(string text, string section, string folder) =>
        Assert.Equal(new RemoteAddress(section, folder), RemoteAddress.TryParse(text));

    [Theory]
    [InlineData("-oops:x")]
    [InlineData("--config=/tmp/x:y")]
    [InlineData(":local:/etc")]
    [InlineData(":sftp,host=evil:x")]
    [InlineData("nas,host=evil:x")]
    [InlineData("nas{x}:y")]
    [InlineData("nas x:y")]
    [InlineData("/srv/backups")]
    [InlineData("backups")]
    [InlineData("nas:a/../../b")]
    [InlineData("nas:a\nb")]
    [InlineData("")]
    public void TryParse_AnythingElse_IsNull(string text) => Assert.Null(RemoteAddress.TryParse(text));

    [Theory]
    [InlineData("nas:", "nas:a.gz")]
    [InlineData("nas:b/c", "nas:b/c/a.gz")]
    [InlineData("nas:/b", "nas:/b/a.gz")]
    public void Of_File_LiesInTheFolder(string remote, string address) => Assert.Equal(address, RemoteAddress.TryParse(remote)!.Value.Of("a.gz"));
}
