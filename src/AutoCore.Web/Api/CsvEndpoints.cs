using AutoCore.Policies.Health;
using AutoCore.Web.Data;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AutoCore.Web.Api;

/// <summary>What a person takes into a spreadsheet: events and series as tables, with local times and their zone.</summary>
internal static class CsvEndpoints
{
    private const int MostEvents = 10_000;

    /// <summary>Events, newest first.</summary>
    public static Results<CsvAnswer, ProblemAnswer> Events(EventSource events, SiteCatalog catalog, TimeProvider time, string? from, string? to,
        string? severity, string? site, string? camera)
    {
        if (!TimeParameter.TryReadEnd(to, DateTimeOffset.MaxValue, time.LocalTimeZone, out var end))
            return ProblemAnswer.BadRequest($"to: {TimeParameter.Allowed}");
        if (!TimeParameter.TryRead(from, DateTimeOffset.UnixEpoch, time.LocalTimeZone, out var begin))
            return ProblemAnswer.BadRequest($"from: {TimeParameter.Allowed}");
        if (severity is not (null or "" or "ok" or "unknown" or "warning" or "critical"))
            return ProblemAnswer.BadRequest("severity: one of ok, unknown, warning, critical; that and worse is answered");
        if (!StateEndpoints.TryFindCamera(catalog, site, camera, out var of))
            return ProblemAnswer.BadRequest("site and camera: both, as /api/v1/cameras lists them");
        var found = events.Recent(
            MostEvents, new(string.IsNullOrEmpty(to) ? null : end, string.IsNullOrEmpty(severity) ? Rating.Ok : RatingNames.FromWord(severity))
            {
                From = begin,
                Camera = of,
            });
        return new CsvAnswer("events.csv", ["time", "severity", "type", "camera", "message"],
            found.Select(e => (IReadOnlyList<object?>)[Local(e.At, time), e.Severity.ToWord(), e.Type, e.Camera, e.Message]));
    }

    /// <summary>A series in steps.</summary>
    public static Results<CsvAnswer, ProblemAnswer> Telemetry(TelemetrySource telemetry, TimeProvider time, string? key, string? from, string? to, double? step)
    {
        if (string.IsNullOrEmpty(key))
            return ProblemAnswer.BadRequest("key: the series; /api/v1/telemetry lists them");
        if (!TelemetryEndpoint.TryRead(telemetry, time, new(key, from, to, step), out var series, out var problem))
            return problem;
        return new CsvAnswer($"{key}.csv", ["time", "mean", "minimum", "maximum", "count"],
            series.Points.Select(p => (IReadOnlyList<object?>)[Local(DateTimeOffset.FromUnixTimeSeconds(p.Ts), time), p.Mean, p.Minimum, p.Maximum, p.Count]));
    }

    private static string Local(DateTimeOffset at, TimeProvider time) =>
        TimeZoneInfo.ConvertTime(at, time.LocalTimeZone).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
}
