using AutoCore.Policies.Health;
using AutoCore.Web.Data;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AutoCore.Web.Api;

/// <summary>How everything stands, what happened, and the other nodes.</summary>
internal static class StateEndpoints
{
    public const string NoState = "no state of this configuration's daemon was found: start it with systemctl start autocore-daemon";
    private const int MostEvents = 500;

    /// <summary>The whole state, as autocore status --json prints it.</summary>
    public static Results<TaggedJson<JsonElement>, ProblemAnswer> Status(StatusSource status) =>
        status.Read() is { } state ? new TaggedJson<JsonElement>(state.Json, ApiJson.Default.JsonElement) : ProblemAnswer.Unavailable(NoState);

    /// <summary>The ratings at a glance, and whether the daemon keeps them up.</summary>
    public static Results<TaggedJson<HealthAnswer>, ProblemAnswer> Health(StatusSource status)
    {
        if (status.Read() is not { } state)
            return ProblemAnswer.Unavailable(NoState);
        var groups = state.Groups.ToDictionary(g => g.Group, g => g.Rating.ToWord(), StringComparer.Ordinal);
        return new TaggedJson<HealthAnswer>(
            new(state.At.ToUnixTimeSeconds(), state.Rating.ToWord(), Math.Round(state.Age.TotalSeconds), state.Problem is null ? 1 : 0, state.Problem, groups),
            ApiJson.Default.HealthAnswer);
    }

    /// <summary>What happened, newest first.</summary>
    public static Results<TaggedJson<EventsAnswer>, ProblemAnswer> Events(
        EventSource events, SiteCatalog catalog, TimeProvider time, string? before, string? severity, int? limit,
        string? from, string? to, string? site, string? camera)
    {
        if (limit is < 1 or > MostEvents)
            return ProblemAnswer.BadRequest($"limit: a number from 1 to {MostEvents}");
        if (!TimeParameter.TryReadEnd(before, DateTimeOffset.MaxValue, time.LocalTimeZone, out var end))
            return ProblemAnswer.BadRequest($"before: {TimeParameter.Allowed}");
        if (!TimeParameter.TryReadEnd(to, DateTimeOffset.MaxValue, time.LocalTimeZone, out var last))
            return ProblemAnswer.BadRequest($"to: {TimeParameter.Allowed}");
        if (severity is not (null or "ok" or "unknown" or "warning" or "critical"))
            return ProblemAnswer.BadRequest("severity: one of ok, unknown, warning, critical; that and worse is answered");
        if (!TimeParameter.TryRead(from, DateTimeOffset.UnixEpoch, time.LocalTimeZone, out var begin))
            return ProblemAnswer.BadRequest($"from: {TimeParameter.Allowed}");
        if (!TryFindCamera(catalog, site, camera, out var of))
            return ProblemAnswer.BadRequest("site and camera: both, as /api/v1/cameras lists them");
        // Where a page goes on lies before the end of the whole.
        DateTimeOffset? until = string.IsNullOrEmpty(before) && string.IsNullOrEmpty(to) ? null : end < last ? end : last;
        var count = limit ?? 100;
        var found = events.Recent(count,
            new(until, severity is null ? Rating.Ok : RatingNames.FromWord(severity)) { From = begin, Camera = of });
        var next = found.Count == count ? Seconds(found[^1].At).ToString("0.###", CultureInfo.InvariantCulture) : null;
        return new TaggedJson<EventsAnswer>(new([.. found.Select(Answer)], next), ApiJson.Default.EventsAnswer);
    }

    /// <summary>The nodes that share the cameras.</summary>
    public static Results<TaggedJson<FleetAnswer>, ProblemAnswer> Fleet(FleetSource fleet) => fleet.Read() is { } state
        ? new TaggedJson<FleetAnswer>(
        new(state.At.ToUnixTimeSeconds(),
            [.. state.Nodes.Select(
            n => new NodeAnswer(n.Name, n.IsOnline ? 1 : 0, n.Rating.ToWord(), n.Cameras, n.Capacity, n.LastSeen?.ToUnixTimeSeconds()))]),
                ApiJson.Default.FleetAnswer)
        : ProblemAnswer.NotFound("this node works alone: it shares its cameras with no other");

    /// <summary>The camera that a query names.</summary>
    /// <returns>False if it names none that there is; true also if it names none at all.</returns>
    public static bool TryFindCamera(SiteCatalog catalog, string? site, string? camera, out (string Site, string Name)? found)
    {
        found = null;
        if (string.IsNullOrEmpty(site) && string.IsNullOrEmpty(camera))
            return true;
        found = catalog.Cameras.Where(c => (c.Site == site || c.Key.Site == site) && (c.Name == camera || c.Key.Name == camera))
            .Select(c => ((string, string)?)(c.Site, c.Name)).FirstOrDefault();
        return found is not null;
    }

    /// <summary>An event as it is answered.</summary>
    public static EventAnswer Answer(RecordedEvent happened) =>
        new(Seconds(happened.At), happened.Type, happened.Severity.ToWord(), happened.Message, happened.Json);

    private static double Seconds(DateTimeOffset at) => at.ToUnixTimeMilliseconds() / 1000.0;
}
