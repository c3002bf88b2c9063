using AutoCore.Core.Cameras;
using AutoCore.Core.Health;
using AutoCore.Core.Mqtt;
using AutoCore.Policies.Health;
using AutoCore.Policies.Mqtt;

namespace AutoCore.Daemon.Mqtt.HomeAssistant;

/// <summary>
/// Keeps Home Assistant's picture of this device true: announces what the board has, removes what is gone. What an earlier run announced it
/// learns from its own retained messages, so that nothing must be stored here.
/// </summary>
internal sealed class Discovery(
    MqttOptions options, HealthBoard board, Outbox outbox, DiscoveryMessage composer, RequestDispatcher requests, ClientIdentity identity,
    IReadOnlyList<GroupDefinition> groups, CamerasOptions cameras, TimeProvider time)
{
    /// <summary>By then every feature has posted what it has.</summary>
    private static readonly TimeSpan SettlesAfter = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly IReadOnlyList<(string Site, string Name, string Group)> _pictures = PicturesOf(options.PictureCameras, cameras.Sources);
    private readonly string _device = identity.ClientId;
    private readonly long _startedAt = time.GetTimestamp();
    private readonly Dictionary<string, AnnouncedComponent> _known = new(StringComparer.Ordinal);
    private readonly HashSet<(string Group, string Key)> _numbers = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private HashSet<string> _announced = new(StringComparer.Ordinal);

    /// <summary>Where Home Assistant says that it started.</summary>
    public string BirthTopic => $"{options.HomeAssistant.Prefix}/status";

    /// <summary>What to listen to: Home Assistant's start, and what the broker keeps of this device's announcements.</summary>
    public IReadOnlyList<string> Filters =>
        [.. options.HomeAssistant.Enabled ? [BirthTopic] : (string[])[], DeviceTopic, $"{options.HomeAssistant.Prefix}/+/{_device}/+/config"];

    /// <summary>A topic beside the device's, at which Home Assistant does not look.</summary>
    public string TrialTopic(string name) => $"{options.HomeAssistant.Prefix}/device/{_device}/{name}";

    private string DeviceTopic => $"{options.HomeAssistant.Prefix}/device/{_device}/config";

    /// <summary>Announces everything, if anything changed since the last time or it is asked to.</summary>
    public void Announce(bool always)
    {
        if (!options.HomeAssistant.Enabled)
            return;
        lock (_gate)
        {
            var entities = Collect();
            var current = entities.Select(e => e.Id).ToHashSet(StringComparer.Ordinal);
            _seen.UnionWith(current);
            var vanished = HomeAssistantPolicy.FindVanished(_known.Keys, current, _seen, time.GetElapsedTime(_startedAt) >= SettlesAfter)
                .ToDictionary(id => id, id => _known[id] with { Config = null }, StringComparer.Ordinal);
            foreach (var entity in entities)
                _known[entity.Id] = new(entity.Platform, null);
            // What may still come is announced as it was: left out, it would be forgotten by the broker, and by the next run.
            var others = _known.Where(k => !current.Contains(k.Key))
                .ToDictionary(k => k.Key, k => vanished.GetValueOrDefault(k.Key, k.Value), StringComparer.Ordinal);
            var all = current.Concat(others.Select(o => $"{(o.Value.Config is null ? "-" : "~")}{o.Key}")).ToHashSet(StringComparer.Ordinal);
            if (!always && all.SetEquals(_announced))
                return;
            _announced = all;
            Publish(entities, others, vanished.Keys);
        }
    }

    /// <summary>Takes in what the broker kept of an earlier announcement; what does not fit the present settings is removed.</summary>
    /// <returns>Whether the message was one of these.</returns>
    public bool TryLearn(InboundMessage message)
    {
        var isDevice = message.Topic == DeviceTopic;
        if (!isDevice && (message.Topic.Split('/') is not [.., var platform, var device, var id, "config"] || device != _device
            || !message.Topic.StartsWith($"{options.HomeAssistant.Prefix}/", StringComparison.Ordinal)))
        {
            return false;
        }
        if (!message.IsRetained || message.Payload.IsEmpty)
            return true;
        if (!options.HomeAssistant.Enabled || isDevice != (options.HomeAssistant.Style == DiscoveryStyle.Device))
            outbox.Add(MqttMessage.Clear(message.Topic));
        else
            Learn(isDevice ? AnnouncedComponents.Read(message.Payload) : [new(message.Topic.Split('/')[^2], new(message.Topic.Split('/')[^4], null))]);
        return true;
    }

    private void Learn(IEnumerable<KeyValuePair<string, AnnouncedComponent>> components)
    {
        var isNews = false;
        lock (_gate)
        {
            foreach (var (id, component) in components)
                isNews |= _known.TryAdd(id, component);
        }
        // At once: whoever is killed before the next interval must not have forgotten it.
        if (isNews)
            Announce(always: false);
    }

    private void Publish(List<HomeAssistantEntity> entities, Dictionary<string, AnnouncedComponent> others, IEnumerable<string> vanished)
    {
        if (options.HomeAssistant.Style == DiscoveryStyle.Device)
        {
            outbox.Add(MqttMessage.State(DeviceTopic, composer.ComposeDevice(entities, others)));
            return;
        }
        foreach (var entity in entities)
            outbox.Add(MqttMessage.State(ComponentTopic(entity.Platform, entity.Id), composer.ComposeComponent(entity)));
        foreach (var id in vanished)
        {
            outbox.Add(MqttMessage.Clear(ComponentTopic(others[id].Platform, id)));
            _known.Remove(id);
        }
    }

    private static IReadOnlyList<(string Site, string Name, string Group)> PicturesOf(IReadOnlyList<string> labels, IReadOnlyList<CameraOptions> cameras)
    {
        var names = labels.Count > 0 ? CameraGroups.Of(cameras) : new Dictionary<string, string>();
        return [.. cameras.Where(c => labels.Contains(c.Label, StringComparer.Ordinal)).Select(c => (c.Site, c.Name, names[c.Label]))];
    }

    private GroupDefinition? Find(string group) => groups.FirstOrDefault(g => g.Covers(group));

    private string ComponentTopic(string platform, string id) => $"{options.HomeAssistant.Prefix}/{platform}/{_device}/{id}/config";

    /// <summary>Every entity of the board as it is; a number that cannot be read for a while stays one.</summary>
    private List<HomeAssistantEntity> Collect()
    {
        var entities = new List<HomeAssistantEntity>(
        [
            .. HomeAssistantPolicy.Whole, .. HomeAssistantPolicy.DescribeRequests(requests.Verbs),
            .. HomeAssistantPolicy.DescribePictures(_pictures, requests.Verbs.Contains("capture", StringComparer.Ordinal)),
        ]);
        var readings = board.Readings.Where(r => !r.IsCamera && Find(r.Group)?.IsLocal != true).ToList();
        var shown = GroupDefinition.WithoutLoneParts([.. readings.Select(r => r.Group)], Find).ToHashSet(StringComparer.Ordinal);
        foreach (var reading in readings.Where(r => shown.Contains(r.Group)))
        {
            foreach (var measure in reading.Measures.Where(m => m.Number is not null))
                _numbers.Add((reading.Group, measure.Key));
            entities.AddRange(
                HomeAssistantPolicy.Describe(reading.Group, _numbers.Where(n => n.Group == reading.Group).Select(n => n.Key), Find(reading.Group)));
        }
        return [.. HomeAssistantPolicy.Distinct(entities)];
    }
}
