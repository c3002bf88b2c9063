using System.Text.Json.Nodes;
using AutoCore.CameraFarm.Behaviour;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Cameras;

/// <summary>The devices of the table in docs/cameras.md: each is captured with the settings of its row, and says what the row says.</summary>
public sealed class DeviceTests
{
    private const string Heading = "## Devices";

    public static TheoryData<string> Names { get; } = [.. Device.All.Select(d => d.Name)];

    public static TheoryData<string> Locked { get; } = [.. Device.All.Where(d => d.IsLocked).Select(d => d.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Device_WithTheSettingsOfItsRow_IsCaptured(string name)
    {
        var device = Device.All.Single(d => d.Name == name);
        await using var fixture = Fixture(device, Credentials.PasswordKey);
        var camera = fixture.Farm.Cameras[0];

        var first = Assert.Single((await fixture.RunAsync()).Results);
        var second = Assert.Single((await fixture.RunAsync()).Results);

        Assert.Equal(("ok", device.Attempts), (first.Reason.Word, first.Attempts));
        Assert.Equal(("ok", 1), (second.Reason.Word, second.Attempts));
        var stored = File.ReadAllBytes(fixture.Latest(camera));
        Assert.Contains(camera.Sent, sent => sent.Whole.ToArray().AsSpan().SequenceEqual(stored));
    }

    [Theory]
    [MemberData(nameof(Locked))]
    public async Task Device_WithAWrongPassword_SaysSo_AndIsAskedNoMore(string name)
    {
        var device = Device.All.Single(d => d.Name == name);
        await using var fixture = Fixture(device, Credentials.WrongPasswordKey);

        var result = Assert.Single((await fixture.RunAsync()).Results);

        Assert.Equal(("auth", 1), (result.Reason.Word, result.Attempts));
        Assert.DoesNotContain(Credentials.Secrets[Credentials.WrongPasswordKey], result.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Table_HasARowForEachDevice_WithItsAddressAndAuth()
    {
        var text = File.ReadAllText(Repository.Combine("docs/cameras.md"));
        var rows = text[text.IndexOf(Heading, StringComparison.Ordinal)..].Split('\n').SkipWhile(l => !l.StartsWith("|---", StringComparison.Ordinal)).Skip(1)
            .TakeWhile(l => l.StartsWith('|')).ToList();

        Assert.Equal(Device.All.Select(d => d.Name), rows.Select(r => r.Split('|')[1].Trim()));
        foreach (var (device, row) in Device.All.Zip(rows))
        {
            Assert.Contains(device.Address, row, StringComparison.Ordinal);
            Assert.Equal($"`{device.Auth}`", row.Split('|')[3].Trim());
            foreach (var (key, _) in JsonNode.Parse(device.Settings)!.AsObject())
                Assert.Contains($"`{key}", row, StringComparison.Ordinal);
        }
    }

    private static CaptureFixture Fixture(Device device, string passwordKey)
    {
        var fixture = new CaptureFixture();
        var camera = fixture.Farm.Add("Farm/P1", device.Create() with { Address = device.Address });
        var settings = JsonNode.Parse(device.Settings.Replace("FINGERPRINT", fixture.Farm.CertificateFingerprint, StringComparison.Ordinal))!.AsObject();
        settings["Auth"] = device.Auth;
        if (device.IsLocked)
            settings["PasswordKey"] = passwordKey;
        fixture.CameraSettings[camera.Name] = settings;
        return fixture;
    }
}
