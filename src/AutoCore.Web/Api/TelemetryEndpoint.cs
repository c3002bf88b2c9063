using AutoCore.Web.Data;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AutoCore.Web.Api;

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
        if (!TimeParameter.TryReadEnd(to, time.GetUtcNow(), time.LocalTimeZone, out var end))
            return ProblemAnswer.BadRequest($"to: {TimeParameter.Allowed}");
        if (!TimeParameter.TryRead(from, end.AddDays(-1), time.LocalTimeZone, out var begin) || begin >= end)
            return ProblemAnswer.BadRequest($"from: {TimeParameter.Allowed}, before to");
        if (step is not null and not (>= 1 and <= 31_536_000))
            return ProblemAnswer.BadRequest("step: seconds, from 1 to 31536000");
        var length = step is { } seconds ? TimeSpan.FromSeconds(seconds) : TelemetrySource.StepFor(begin, end, UsualPoints);
        if ((end - begin) / length > TelemetrySource.MostPoints)
        {
            return ProblemAnswer.BadRequest(
                $"step: too short for this time, which would be more than {TelemetrySource.MostPoints} points; leave it out, or take {TelemetrySource.StepFor(begin, end, TelemetrySource.MostPoints).TotalSeconds:0} or more");
        }
        return telemetry.Read(key, begin, end, length) is { } points
            ? new TaggedJson<TelemetryAnswer>(new(key, begin.ToUnixTimeSeconds(), end.ToUnixTimeSeconds(), length.TotalSeconds,
                [.. points.Select(p => new PointAnswer(p.At.ToUnixTimeSeconds(), Math.Round(p.Mean, 4), p.Minimum, p.Maximum, p.Count))]),
                ApiJson.Default.TelemetryAnswer)
            : ProblemAnswer.NotFound("there is no series of this key; /api/v1/telemetry without one lists them");
    }
}
