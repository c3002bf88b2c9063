namespace AutoCore.SystemTests.Soak.Faults;

/// <summary>The broker dies and comes back without what it had kept.</summary>
internal sealed class BrokerGone : Fault
{
    /// <summary>The longest back-off is a minute; the rest is the connection itself.</summary>
    private static readonly TimeSpan LongestAway = TimeSpan.FromSeconds(75);

    public override async Task BeginAsync(SoakHouse house, Random random)
    {
        await house.Broker.KillAsync();
        await house.WaitForCaptureAsync();
    }

    public override async Task EndAsync(SoakHouse house)
    {
        await house.Broker.StartAsync();
        await using var subscriber = await AutoCore.Testing.MqttSubscriber.StartAsync(house.Broker, "autocore/soak/#");
        await subscriber.WaitForAsync("autocore/soak/status", m => m.Payload == "online", LongestAway);
        await subscriber.WaitForAsync("autocore/soak/health", timeout: LongestAway);
    }
}
