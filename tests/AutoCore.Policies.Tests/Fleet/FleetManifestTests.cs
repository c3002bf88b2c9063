using System.Text;
using AutoCore.Policies.Fleet;

namespace AutoCore.Policies.Tests.Fleet;

public sealed class FleetManifestTests
{
    private static readonly FleetManifest Good = new(7, 345, 1, 30_000, new string('a', 64), [new("pi-1", 1), new("pi-2", 0.5)]);

    [Theory]
    [InlineData(null)]
    [InlineData("secret")]
    public void Read_WhatComposeWrote_IsTheSame(string? key)
    {
        var (manifest, problem) = FleetManifest.Read(Good.Compose(DateTimeOffset.UnixEpoch, key), key);

        Assert.Null(problem);
        Assert.Equal((Good.Version, Good.Cameras, Good.Parts, Good.Bytes, Good.Sha256),
            (manifest!.Version, manifest.Cameras, manifest.Parts, manifest.Bytes, manifest.Sha256));
        Assert.Equal(Good.Roster, manifest.Roster);
    }

    [Fact]
    public void Read_SignedByAnother_IsRefused() =>
        Assert.Contains("Fleet:KeyName", FleetManifest.Read(Good.Compose(DateTimeOffset.UnixEpoch, "theirs"), "ours").Problem, StringComparison.Ordinal);

    [Fact]
    public void Read_Unsigned_IsRefusedIfAKeyIsSet() => Assert.NotNull(FleetManifest.Read(Good.Compose(DateTimeOffset.UnixEpoch, null), "ours").Problem);

    [Theory]
    [InlineData("pi-1", "pi-9")]
    [InlineData("\"version\":7", "\"version\":8")]
    [InlineData("0.5", "500")]
    [InlineData("aaaa", "bbbb")]
    public void Read_ChangedAfterSigning_IsRefused(string from, string to)
    {
        var text = Encoding.UTF8.GetString(Good.Compose(DateTimeOffset.UnixEpoch, "ours")).Replace(from, to, StringComparison.Ordinal);

        Assert.NotNull(FleetManifest.Read(Encoding.UTF8.GetBytes(text), "ours").Problem);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"version":"7"}""")]
    [InlineData("""{"version":0,"cameras":1,"parts":1,"bytes":1,"sha256":"","nodes":[]}""")]
    [InlineData(
        """{"version":7,"cameras":999999999,"parts":1,"bytes":1,"sha256":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","nodes":[]}""")]
    [InlineData(
        """{"version":7,"cameras":1,"parts":1,"bytes":99999999,"sha256":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","nodes":[]}""")]
    [InlineData(
        """{"version":7,"cameras":1,"parts":1,"bytes":1,"sha256":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","nodes":[["a/b",1]]}""")]
    [InlineData(
        """{"version":7,"cameras":1,"parts":1,"bytes":1,"sha256":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","nodes":[["a",1],["a",1]]}""")]
    [InlineData(
        """{"version":7,"cameras":1,"parts":1,"bytes":1,"sha256":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","nodes":[["a",1e300]]}""")]
    [InlineData(
        """{"version":7,"cameras":1,"parts":1,"bytes":1,"sha256":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","nodes":[["a"]]}""")]
    public void Read_HostileMessage_IsRefused(string json)
    {
        var (manifest, problem) = FleetManifest.Read(Encoding.UTF8.GetBytes(json), null);

        Assert.Null(manifest);
        Assert.NotNull(problem);
    }
}
