using System.Globalization;
using AutoCore.Daemon.Health;
using AutoCore.Daemon.Hosting;
using AutoCore.Policies.Fleet;

namespace AutoCore.Daemon.Fleet;

/// <summary>The fleet's door to the broker: sorts what comes, and says what this node's <c>info</c> tells the others.</summary>
internal sealed class FleetIntake(FleetOptions options, FleetTopics topics, HostingOptions hosting, FleetView view, FleetListTransfer transfer, FleetMarks marks, FleetConduct conduct, IRetainedDesk desk)
    : IRetainedIntake
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
        new("fleet", options.Name), new("fleet_instance", desk.ClientId), new("fleet_capacity", options.Capacity), new("fleet_active", conduct.IsActive),
        new("fleet_returns", string.Join(' ', conduct.Returns.Select(t => t.ToString(CultureInfo.InvariantCulture)))),
    ];

    public void OnConnected()
    {
        view.BeginConnection(conduct.Members);
        transfer.Restart();
        marks.TellAgain();
        conduct.Connect();
        Arrived?.Invoke();
    }

    public void OnDisconnected()
    {
        if (conduct.Disconnect())
            view.EndConnection(conduct.Members);
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
                view.TakeHealth(node, payload);
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
        if (node == hosting.Node && !isRetained && info is { Instance.Length: > 0 } && info.Instance != desk.ClientId && conduct.MeetNamesake(info.Instance))
            Changed?.Invoke();
    }
}
