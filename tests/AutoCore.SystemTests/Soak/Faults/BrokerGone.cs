namespace AutoCore.SystemTests.Soak.Faults;

/// <summary>The broker dies and comes back without what it had kept.</summary>
internal sealed class BrokerGone : Fault
{
    /// <summary>The longest back-off is a minute; the rest is the connection itself.</summary>
    private static readonly TimeSpan LongestAway = TimeSpan.FromSeconds(75);

    public override async Task BeginAsync(SoakFixture fixture, Random random)
    {
        await fixture.Broker.KillAsync();
        await fixture.WaitForCaptureAsync();
    }

    public override async Task EndAsync(SoakFixture fixture)
    {
        await fixture.Broker.StartAsync();
        await using var subscriber = await AutoCore.Testing.MqttSubscriber.StartAsync(fixture.Broker, "autocore/soak/#");
        await subscriber.WaitForAsync("autocore/soak/status", m => m.Payload == "online", LongestAway);
        await subscriber.WaitForAsync("autocore/soak/health", timeout: LongestAway);
    }
}
