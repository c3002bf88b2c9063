using AutoCore.CameraFarm;

namespace AutoCore.SystemTests.Soak.Faults;

/// <summary>Every second camera takes a behaviour from the farm's list, most of them bad.</summary>
internal sealed class CamerasMisbehave : Fault
{
    // The farm decides at their planting where these can be reached.
    private static readonly Preset[] Behaviours = [.. Presets.All.Where(p => p.Create() is { Reach: Reach.Http, Authentication: null })];

    public override async Task BeginAsync(SoakHouse house, Random random)
    {
        foreach (var camera in house.Farm.Cameras.Where((_, i) => i % 2 == 0))
            camera.Behaviour = Behaviours[random.Next(Behaviours.Length)].Create();
        await house.WaitForCaptureAsync();
    }

    public override async Task EndAsync(SoakHouse house)
    {
        foreach (var camera in house.Farm.Cameras)
            camera.Behaviour = new Camera();
        await house.WaitForFullRoundAsync();
    }
}
