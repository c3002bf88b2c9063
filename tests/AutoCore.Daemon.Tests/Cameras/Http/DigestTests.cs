using AutoCore.CameraFarm.Access;
using AutoCore.CameraFarm.Behaviour;

namespace AutoCore.Daemon.Tests.Cameras.Http;

/// <summary>A Digest picture costs one request, not two.</summary>
public sealed class DigestTests
{
    private const int Cameras = 40;

    [Fact]
    public async Task SecondRound_OfCamerasOfTheirOwn_AsksEachOnce()
    {
        await using var fixture = new CaptureFixture();
        for (var i = 0; i < Cameras; i++)
            fixture.Farm.Add($"Farm/P{i}", new Camera { Authentication = new DigestAuthentication("viewer", Credentials.Password) });

        await fixture.RunAsync();
        var before = fixture.Farm.RequestCount;
        var second = await fixture.RunAsync();

        Assert.Equal(Cameras, second.Summary.Stored);
        Assert.InRange(fixture.Farm.RequestCount - before, Cameras, Cameras * 1.05);
    }

    [Fact]
    public async Task Portal_OfSharedChallenges_IsChallengedByEachWorkerOnceInAll()
    {
        await using var fixture = new CaptureFixture();
        var portal = new DigestAuthentication("viewer", Credentials.Password);
        for (var i = 0; i < Cameras; i++)
            fixture.Farm.Add($"Farm/P{i}", new Camera { Authentication = portal });

        var first = await fixture.RunAsync();
        var second = await fixture.RunAsync();

        Assert.Equal((Cameras, Cameras), (first.Summary.Stored, second.Summary.Stored));
        // Ten workers: ten challenges at the start, and none of them is thrown away.
        Assert.InRange(portal.Challenges, 1, 12);
    }

    [Fact]
    public async Task ExpiredNonces_AreReplaced_AndNothingFails()
    {
        await using var fixture = new CaptureFixture();
        var camera = new DigestAuthentication("viewer", Credentials.Password);
        fixture.Farm.Add("Farm/P1", new Camera { Authentication = camera });
        await fixture.RunAsync();
        camera.ExpireNonces();

        var outcome = await fixture.RunAsync();

        Assert.Equal(1, outcome.Summary.Stored);
        Assert.Equal(1, outcome.Results[0].Attempts);
    }
}
