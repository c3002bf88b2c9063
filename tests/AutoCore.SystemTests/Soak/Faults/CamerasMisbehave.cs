using AutoCore.CameraFarm.Behaviour;

namespace AutoCore.SystemTests.Soak.Faults;

/// <summary>Every second camera takes a behaviour from the farm's list, most of them bad.</summary>
internal sealed class CamerasMisbehave : Fault
{
    // The farm decides at their planting where these can be reached.
    private static readonly Preset[] Behaviours = [.. Presets.All.Where(p => p.Create() is { Reach: Reach.Http, Authentication: null })];

    public override async Task BeginAsync(SoakFixture fixture, Random random)
    {
        foreach (var camera in fixture.Farm.Cameras.Where((_, i) => i % 2 == 0))
            camera.Behaviour = Behaviours[random.Next(Behaviours.Length)].Create();
        await fixture.WaitForCaptureAsync();
    }

    public override async Task EndAsync(SoakFixture fixture)
    {
        foreach (var camera in fixture.Farm.Cameras)
            camera.Behaviour = new Camera();
        await fixture.WaitForFullRoundAsync();
    }
}
