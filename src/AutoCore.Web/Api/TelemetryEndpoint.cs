using System.Diagnostics.CodeAnalysis;
using AutoCore.Web.Data;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AutoCore.Web.Api;

/// <summary>Which part of a series is wanted, as a query says it.</summary>
internal readonly record struct SeriesQuery(string Key, string? From, string? To, double? Step);

/// <summary>Series of figures.</summary>
internal static class TelemetryEndpoint
{
    private const int UsualPoints = 300;

    /// <summary>Which series there are.</summary>
    public static TaggedJson<SeriesAnswer> Keys(TelemetrySource telemetry) => new(new(telemetry.Keys()), ApiJson.Default.SeriesAnswer);

    /// <summary>A series from a time on to before another, by default of the last day, in steps.</summary>
    public static Results<TaggedJson<TelemetryAnswer>, TaggedJson<SeriesAnswer>, ProblemAnswer> Read(
        TelemetrySource telemetry, TimeProvider time, string? key, string? from, string? to, double? step)
    {
        if (string.IsNullOrEmpty(key))
            return Keys(telemetry);
        return TryRead(telemetry, time, new(key, from, to, step), out var series, out var problem)
            ? new TaggedJson<TelemetryAnswer>(series, ApiJson.Default.TelemetryAnswer) : problem;
    }

    /// <summary>Reads a series; or says what would be right.</summary>
    public static bool TryRead(TelemetrySource telemetry, TimeProvider time, SeriesQuery query, [NotNullWhen(true)] out TelemetryAnswer? series,
        [NotNullWhen(false)] out ProblemAnswer? problem)
    {
        (series, problem) = (null, null);
        if (!TimeParameter.TryReadEnd(query.To, time.GetUtcNow(), time.LocalTimeZone, out var end))
            problem = ProblemAnswer.BadRequest($"to: {TimeParameter.Allowed}");
        else if (!TimeParameter.TryRead(query.From, end.AddDays(-1), time.LocalTimeZone, out var begin) || begin >= end)
            problem = ProblemAnswer.BadRequest($"from: {TimeParameter.Allowed}, before to");
        else if (query.Step is not null and not (>= 1 and <= 31_536_000))
            problem = ProblemAnswer.BadRequest("step: seconds, from 1 to 31536000");
        else
            (series, problem) = Read(telemetry, query, begin, end);
        return problem is null;
    }

    private static (TelemetryAnswer? Series, ProblemAnswer? Problem) Read(
        TelemetrySource telemetry, SeriesQuery query, DateTimeOffset begin, DateTimeOffset end)
    {
        var length = query.Step is { } seconds ? TimeSpan.FromSeconds(seconds) : TelemetrySource.StepFor(begin, end, UsualPoints);
        if ((end - begin) / length > TelemetrySource.MostPoints)
        {
            return (null, ProblemAnswer.BadRequest(
                $"step: too short for this time, which would be more than {TelemetrySource.MostPoints} points; leave it out, or take {TelemetrySource.StepFor(begin, end, TelemetrySource.MostPoints).TotalSeconds:0} or more"));
        }
        if (telemetry.Read(query.Key, begin, end, length) is not { } points)
            return (null, ProblemAnswer.NotFound("there is no series of this key; /api/v1/telemetry without one lists them"));
        return (new(query.Key, begin.ToUnixTimeSeconds(), end.ToUnixTimeSeconds(), length.TotalSeconds,
            [.. points.Select(p => new PointAnswer(p.At.ToUnixTimeSeconds(), Math.Round(p.Mean, 4), p.Minimum, p.Maximum, p.Count))]), null);
    }
}
