using AutoCore.CameraFarm;

namespace AutoCore.Daemon.Tests.Cameras;

/// <summary>A Digest picture costs one request, not two.</summary>
public sealed class DigestTests
{
    private const int Cameras = 40;

    [Fact]
    public async Task SecondRound_OfCamerasOfTheirOwn_AsksEachOnce()
    {
        await using var house = new CaptureHouse();
        for (var i = 0; i < Cameras; i++)
            house.Farm.Add($"Farm/P{i}", new Camera { Authentication = new DigestAuthentication("viewer", Credentials.Password) });

        await house.RunAsync();
        var before = house.Farm.RequestCount;
        var second = await house.RunAsync();

        Assert.Equal(Cameras, second.Summary.Stored);
        Assert.InRange(house.Farm.RequestCount - before, Cameras, Cameras * 1.05);
    }

    [Fact]
    public async Task Portal_OfSharedChallenges_IsChallengedByEachWorkerOnceInAll()
    {
        await using var house = new CaptureHouse();
        var portal = new DigestAuthentication("viewer", Credentials.Password);
        for (var i = 0; i < Cameras; i++)
            house.Farm.Add($"Farm/P{i}", new Camera { Authentication = portal });

        var first = await house.RunAsync();
        var second = await house.RunAsync();

        Assert.Equal((Cameras, Cameras), (first.Summary.Stored, second.Summary.Stored));
        // Ten workers: ten challenges at the start, and none of them is thrown away.
        Assert.InRange(portal.Challenges, 1, 12);
    }

    [Fact]
    public async Task ExpiredNonces_AreReplaced_AndNothingFails()
    {
        await using var house = new CaptureHouse();
        var camera = new DigestAuthentication("viewer", Credentials.Password);
        house.Farm.Add("Farm/P1", new Camera { Authentication = camera });
        await house.RunAsync();
        camera.ExpireNonces();

        var outcome = await house.RunAsync();

        Assert.Equal(1, outcome.Summary.Stored);
        Assert.Equal(1, outcome.Results[0].Attempts);
    }
}
