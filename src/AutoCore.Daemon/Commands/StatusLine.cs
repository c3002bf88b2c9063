using AutoCore.Core;
using AutoCore.Policies.Configuration;
using AutoCore.Policies.Health;

namespace AutoCore.Daemon.Commands;

/// <summary>One line of the status screen: how a group stands and what it is about.</summary>
/// <param name="Rating">Its rating; null where there is none to tell.</param>
/// <param name="Label">Its name for people.</param>
/// <param name="Percent">What a bar shows, or null for none.</param>
/// <param name="Text">Its figures in words.</param>
internal sealed record StatusLine(Rating? Rating, string Label, double? Percent, string Text)
{
    /// <summary>The line of a group or part of the state.</summary>
    /// <param name="group">Its name, as <c>disk/root</c>.</param>
    /// <param name="json">Its figures.</param>
    /// <param name="now">The time, for ages.</param>
    public static StatusLine Of(string group, JsonElement json, DateTimeOffset now) => Of(GroupCatalogue.Find(group), group, json, now);

    /// <summary>The same by a definition; null: all figures as they are.</summary>
    public static StatusLine Of(GroupDefinition? definition, string group, JsonElement json, DateTimeOffset now)
    {
        var (slash, rating) = (group.IndexOf('/'), RatingNames.FromWord(Find("rating").Text));
        var untold = slash < 0 && rating == Policies.Health.Rating.Unknown ? definition?.Untold : null;
        var text = Find("failure").Text ?? untold ?? (definition is null
            ? string.Join(", ", json.EnumerateObject().Where(p => p.Name is not ("ts" or "rating")).Select(p => $"{p.Name} {p.Value}"))
            : string.Join(", ", definition.Status.Select(part => Sentence.Choose(part, Find, (number, format) => Write(number, format, now)))
                .Where(part => !string.IsNullOrEmpty(part))));
        var label = slash < 0 ? group : Find("mount").Text is { } mount ? $"disk {mount}"
            : group[(slash + 1)..].Replace(".service", "", StringComparison.Ordinal);
        return new(definition is null ? rating : definition.Shown(rating, Find), label, definition?.Bar?.Invoke(key => Find(key).Number),
            text.Length > 0 ? text : "not known yet");

        Measure Find(string key) => !json.TryGetProperty(key, out var value) ? default
            : value.ValueKind == JsonValueKind.Number ? new(key, value.GetDouble())
            : value.ValueKind == JsonValueKind.String ? new(key, value.GetString()) : default;
    }

    private static string Write(double number, string? format, DateTimeOffset now) => format switch
    {
        "mb" => ByteSize.Format((long)(number * 1e6)),
        "age" => StatusScreen.Age(now - DateTimeOffset.FromUnixTimeSeconds((long)number)),
        "until" => Math.Ceiling((number - now.ToUnixTimeSeconds()) / 60) switch
        {
            <= 0 => "now",
            < 120 and var minutes => $"in {minutes:0} min",
            var minutes => $"in {minutes / 60:0} h",
        },
        "hours" => number < 48 ? $"{number:0} h" : $"{number / 24:0} days",
        _ => Sentence.Write(number, format),
    };
}
