namespace AutoCore.Policies.Mqtt;

/// <summary>Which topics a filter asks for (MQTT 4.7).</summary>
public static class TopicFilterPolicy
{
    /// <summary>Whether a message of the topic may have come because of the filter.</summary>
    public static bool Matches(string filter, string topic)
    {
        // A filter that begins with a wildcard does not ask for the broker's own topics.
        if (topic.StartsWith('$') && filter is ['+' or '#', ..])
            return false;
        var wanted = filter.Split('/');
        var levels = topic.Split('/');
        for (var i = 0; i < wanted.Length; i++)
        {
            if (wanted[i] == "#")
                return true;
            if (i >= levels.Length || (wanted[i] != "+" && wanted[i] != levels[i]))
                return false;
        }
        return wanted.Length == levels.Length;
    }

    /// <summary>Whether a message may carry this as its topic: not empty, without wildcards, well-formed.</summary>
    public static bool IsTopicName(string? topic) => !string.IsNullOrEmpty(topic) && topic.AsSpan().IndexOfAny("+#\0\uFFFD") < 0;
}
