namespace AutoCore.SystemTests.Fleet;

/// <summary>A broker that the nodes reach at the hub's address, port 1883, whatever stands behind it.</summary>
internal interface IFleetBroker : IAsyncDisposable
{
    /// <summary>What it speaks, as <c>Mqtt:Protocol</c> has it: 5, or 4 for 3.1.1.</summary>
    int Protocol { get; }

    /// <summary>Starts it in the hub's network; returns when it takes connections.</summary>
    Task StartAsync();
}
