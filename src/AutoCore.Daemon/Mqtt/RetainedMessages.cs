using AutoCore.Daemon.Hosting;

namespace AutoCore.Daemon.Mqtt;

/// <summary>Hands retained messages and short-lived subscriptions of other features to the connection.</summary>
internal sealed class RetainedMessages(Outbox outbox, ClientIdentity identity) : IRetainedMessages
{
    public string ClientId => identity.ClientId;

    public void Publish(string topic, byte[] json, TimeSpan? expiry) => outbox.Add(MqttMessage.State(topic, json, expiry));

    public void Follow(string filter) => outbox.Add(new FilterChange(filter, IsFollowed: true));

    public void Leave(string filter) => outbox.Add(new FilterChange(filter, IsFollowed: false));
}
