using AutoCore.Core.Fleet;
using AutoCore.Core.Hosting;
using AutoCore.Daemon.Hosting;
using AutoCore.Policies.Fleet;
using AutoCore.Policies.Health;

namespace AutoCore.Daemon.Fleet;

/// <summary>The fleet's door to the broker: sorts what comes, and says what this node's <c>info</c> tells the others.</summary>
internal sealed class FleetSubscriber(FleetOptions options, FleetTopics topics, HostingOptions hosting, FleetView view, FleetListTransfer transfer,
    FleetMarks marks, FleetMembership membership, IRetainedMessages retained)
    : IRetainedSubscriber
{
    private const string Status = "status";
    private const string Info = "info";
    private const string Health = "health";
    private const string Round = "fleet/round";

    public event Action? Changed;

    /// <summary>Raised on the connection's thread when there is something for the service to look at.</summary>
    public event Action? Arrived;

    public IReadOnlyList<string> TopicFilters => [topics.All(Status), topics.All(Info), topics.List];

    public Presence Presence { get; } = new(MembershipPolicy.KeepAlive, MembershipPolicy.WillDelay, MembershipPolicy.LongestReconnect);

    public IReadOnlyList<Measure> Describe() =>
    [
        new("fleet", options.Name), new("fleet_instance", retained.ClientId), new("fleet_capacity", options.Capacity), new("fleet_active", membership.IsActive),
        new("fleet_returns", string.Join(' ', membership.Returns.Select(t => t.ToString(CultureInfo.InvariantCulture)))),
    ];

    public void OnConnected()
    {
        view.BeginConnection(membership.Members);
        transfer.Restart();
        marks.TellAgain();
        membership.Connect();
        Arrived?.Invoke();
    }

    public void OnDisconnected()
    {
        if (membership.Disconnect())
            view.EndConnection(membership.Members);
        Arrived?.Invoke();
    }

    public bool TryAccept(string topic, ReadOnlyMemory<byte> payload, bool isRetained)
    {
        if (transfer.TryAccept(topic, payload))
        {
            Arrived?.Invoke();
            return true;
        }
        if (topics.Parse(topic) is not (var node, var kind) || kind is not (Status or Info or Health or Round))
            return false;
        Take(node, kind, payload, isRetained);
        return true;
    }

    /// <summary>Publishes the birth again.</summary>
    public void TellAgain() => Changed?.Invoke();

    private void Take(string node, string kind, ReadOnlyMemory<byte> payload, bool isRetained)
    {
        switch (kind)
        {
            case Status:
                // A will that came late, or of another installation with this name: the word is this node's.
                if (view.TakeStatus(node, payload.Span, isRetained))
                    Changed?.Invoke();
                break;
            case Info:
                TakeInfo(node, NodeInfo.TryRead(payload), isRetained);
                break;
            case Health:
                view.TakeHealth(node, payload, isRetained);
                return;
            default:
                marks.Take(node, payload);
                break;
        }
        Arrived?.Invoke();
    }

    private void TakeInfo(string node, NodeInfo? info, bool isRetained)
    {
        view.TakeInfo(node, info, isRetained);
        if (node == hosting.Node && !isRetained && info is { Instance.Length: > 0 } && info.Instance != retained.ClientId
            && membership.MeetDuplicateNode(info.Instance))
        {
            Changed?.Invoke();
        }
    }
}
