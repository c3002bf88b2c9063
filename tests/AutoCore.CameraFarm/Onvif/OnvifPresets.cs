namespace AutoCore.CameraFarm.Onvif;

/// <summary>A network's devices, each odd in a way of its own.</summary>
public static class OnvifPresets
{
    /// <summary>Their names with their behaviour.</summary>
    public static IReadOnlyList<(string Name, OnvifBehaviour Behaviour)> All { get; } =
    [
        ("Plain", new OnvifBehaviour { Name = "Plain" }),
        ("Clock", new OnvifBehaviour { Name = "Clock", WantsToken = true, ClockError = TimeSpan.FromDays(-4015) }),
        ("WrongHost", new OnvifBehaviour { Name = "WrongHost", GivenHost = "192.0.2.108" }),
        ("StreamOnly", new OnvifBehaviour { Name = "StreamOnly", HasSnapshot = false, IsOld = true, Stream = ":8554/live/{0}" }),
        ("Recorder", new OnvifBehaviour
        {
            Name = "Recorder",
            Location = "Yard",
            Profiles =
            [
                new("P_101", "main1", "Source_1", 1920, 1080), new("P_102", "sub1", "Source_1", 640, 360),
                new("P_201", "main2", "Source_2", 1920, 1080), new("P_202", "sub2", "Source_2", 640, 360),
            ],
        }),
        ("Open", new OnvifBehaviour { Name = "Open", Authentication = null, HasMedia2Only = true, TellsEndpoint = false }),
        ("Entities", new OnvifBehaviour { Name = "Entities", Hostility = Hostility.Entities }),
        ("Endless", new OnvifBehaviour { Name = "Endless", Hostility = Hostility.Endless }),
        ("Deep", new OnvifBehaviour { Name = "Deep", Hostility = Hostility.Deep }),
        ("Huge", new OnvifBehaviour { Name = "Huge", Hostility = Hostility.Huge }),
    ];
}
