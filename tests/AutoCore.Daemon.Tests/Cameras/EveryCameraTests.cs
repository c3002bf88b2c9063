using System.Text.Json.Nodes;
using AutoCore.CameraFarm.Access;
using AutoCore.CameraFarm.Behaviour;

namespace AutoCore.Daemon.Tests.Cameras;

/// <summary>One camera of each behaviour: whole pictures are stored byte for byte, everything else is refused with its reason and leaves nothing.</summary>
public sealed class EveryCameraTests
{
    /// <summary>Portals whose form is where nobody leads to it.</summary>
    private static readonly Dictionary<string, string> LoginUrls =
        new() { ["form"] = "/portal/login", ["form-session-expires"] = "/portal-1/login", ["form-wrong-password"] = "/portal-3/login" };

    [Fact]
    public async Task Round_OverEveryBehaviour_EndsAsEachDeserves()
    {
        await using var fixture = new CaptureFixture();
        fixture.Settings["ConnectTimeout"] = "00:00:01";
        fixture.Settings["FirstByteTimeout"] = "00:00:01";
        fixture.Settings["ImageTimeout"] = "00:00:03";
        fixture.Settings["MaxWorkers"] = 32;
        var presets = Presets.All.ToDictionary(p => fixture.Farm.Add($"Farm/{p.Name}", p.Create()), p => p);
        foreach (var (camera, preset) in presets)
        {
            var settings = fixture.CameraSettings[camera.Name] = [];
            if (camera.Behaviour.Reach == Reach.Tls)
                settings["TlsFingerprint"] = fixture.Farm.CertificateFingerprint;
            if (LoginUrls.TryGetValue(preset.Name, out var login))
                settings["LoginUrl"] = login;
        }
        fixture.Restart(camera => presets[camera].PasswordKey);

        var outcome = await fixture.RunAsync();

        var wrong = from result in outcome.Results
                    let preset = presets.Values.Single(p => p.Name == result.Camera.Name)
                    where !preset.Accepts(result.Reason.Word)
                    select $"{preset.Name}: expected {preset.Expected}, was {result.Reason.Word} ({result.Detail})";
        Assert.Empty(wrong);
        Assert.True(presets.Count >= 30);
        Assert.Equal(presets.Values.Count(p => p.Expected == Preset.Ok), fixture.Pictures().Count);
        foreach (var camera in presets.Keys.Where(c => presets[c].Expected == Preset.Ok))
        {
            var stored = File.ReadAllBytes(fixture.Latest(camera));
            Assert.Contains(camera.Sent, sent => sent.Whole.ToArray().AsSpan().SequenceEqual(stored));
        }
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(fixture.Root, ".incoming")));
    }

    [Fact]
    public async Task SelfSignedCertificate_WithoutPin_IsRefused()
    {
        await using var fixture = new CaptureFixture();
        fixture.Farm.Add("Farm/P1", new Camera { Reach = Reach.Tls });
        fixture.Farm.Add("Farm/P2", new Camera { Reach = Reach.Tls });
        fixture.Farm.Add("Farm/P3", new Camera { Reach = Reach.Tls });
        fixture.CameraSettings["Farm/P2"] = new JsonObject { ["TlsVerify"] = false };
        fixture.CameraSettings["Farm/P3"] = new JsonObject { ["TlsFingerprint"] = new string('A', 64) };

        var outcome = await fixture.RunAsync();

        var words = outcome.Results.ToDictionary(r => r.Camera.Name, r => r.Reason.Word);
        Assert.Equal(("tls", "ok", "tls"), (words["P1"], words["P2"], words["P3"]));
    }

    [Fact]
    public async Task MissingSecret_FailsThatCameraAlone_AndSaysWhereItWasLookedFor()
    {
        await using var fixture = new CaptureFixture();
        fixture.Farm.Add("Farm/P1", new Camera { Authentication = new BasicAuthentication("viewer", "secret") });
        fixture.Farm.Add("Farm/P2");
        fixture.Restart(_ => "NO_SUCH_SECRET");

        var outcome = await fixture.RunAsync();

        var failed = Assert.Single(outcome.Results, r => r.Stored is null);
        Assert.Equal("auth", failed.Reason.Word);
        Assert.Contains("NO_SUCH_SECRET", failed.Detail, StringComparison.Ordinal);
        Assert.Contains("none.env", failed.Detail, StringComparison.Ordinal);
    }
}
