using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;

namespace AutoCore.Web.Api;

/// <summary>How everything stands, at a glance.</summary>
/// <param name="Ts">When the state was written, Unix seconds.</param>
/// <param name="Rating">The worst of the groups: <c>ok</c>, <c>unknown</c>, <c>warning</c> or <c>critical</c>.</param>
/// <param name="AgeSeconds">How old the state is.</param>
/// <param name="Running">1 if the daemon runs and keeps its state up to date, else 0.</param>
/// <param name="Problem">Why it does not, with the remedy.</param>
/// <param name="Groups">The rating of each group and part, by its name (<c>disk</c>, <c>disk/root</c>).</param>
internal sealed record HealthAnswer(long Ts, string Rating, double AgeSeconds, int Running, string? Problem, IReadOnlyDictionary<string, string> Groups);

/// <summary>Events, newest first.</summary>
/// <param name="Events">The events.</param>
/// <param name="Next">What to give as <c>before</c> for the next page; left out on the last one.</param>
internal sealed record EventsAnswer(IReadOnlyList<EventAnswer> Events, string? Next);

/// <summary>Something that happened.</summary>
/// <param name="Ts">When, Unix seconds with milliseconds.</param>
/// <param name="Type">Its name in kebab-case, as the journal's <c>EVENT</c>.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Message">One sentence, in English.</param>
/// <param name="Facts">All of it as it was published over MQTT.</param>
internal sealed record EventAnswer(double Ts, string Type, string Severity, string Message, JsonElement Facts);

/// <summary>The cameras, in the order of the settings.</summary>
internal sealed record CamerasAnswer(IReadOnlyList<CameraAnswer> Cameras);

/// <summary>A camera.</summary>
/// <param name="Site">Its site.</param>
/// <param name="Name">Its name within the site.</param>
/// <param name="Rating"><c>ok</c>, <c>warning</c> if its last capture failed or its picture is flagged, <c>unknown</c> before its first round.</param>
/// <param name="Reason">Why the last capture failed; left out if it did not.</param>
/// <param name="Detail">The same for people; left out if it did not.</param>
/// <param name="Remedy">Which setting would help.</param>
/// <param name="FailingSinceTs">Since when it fails, Unix seconds; left out where that is not known.</param>
/// <param name="LastStoredTs">When its newest picture was stored, Unix seconds.</param>
/// <param name="Flags">What is odd about its newest picture: <c>frozen</c>, <c>black</c>, …</param>
/// <param name="SameAs">Another camera whose newest picture has the same bytes.</param>
/// <param name="Score">How unusual its newest picture is.</param>
/// <param name="Bytes">Size of its newest picture.</param>
/// <param name="ElapsedMs">How long the last capture took.</param>
/// <param name="Attempts">Tries of the last capture.</param>
/// <param name="RestingUntilTs">When it is asked again, if it is outside of its hours.</param>
/// <param name="Url">The camera itself; its pictures lie below.</param>
internal sealed record CameraAnswer(
    string Site, string Name, string Rating, string? Reason, string? Detail, string? Remedy, long? FailingSinceTs,
    long? LastStoredTs, IReadOnlyList<string> Flags, string? SameAs, double? Score, long? Bytes, double? ElapsedMs,
    int? Attempts, long? RestingUntilTs, string Url);

/// <summary>A camera with the days that it has pictures of.</summary>
/// <param name="Camera">The camera.</param>
/// <param name="Days">The days, oldest first, as <c>2025-12-22</c>.</param>
/// <param name="LatestUrl">Its newest picture.</param>
/// <param name="ImagesUrl">Its pictures.</param>
internal sealed record CameraDetailAnswer(CameraAnswer Camera, IReadOnlyList<string> Days, string LatestUrl, string ImagesUrl);

/// <summary>Pictures of a camera, oldest first.</summary>
/// <param name="Images">The pictures.</param>
/// <param name="Next">What to give as <c>start</c> for the next page; left out on the last one.</param>
internal sealed record ImagesAnswer(IReadOnlyList<ImageAnswer> Images, string? Next);

/// <summary>A picture.</summary>
/// <param name="Time">Its name here: local time as <c>20251222T143022</c>.</param>
/// <param name="Taken">The same, as <c>2025-12-22T14:30:22</c>.</param>
/// <param name="Url">The JPEG.</param>
internal sealed record ImageAnswer(string Time, string Taken, string Url);

/// <summary>The series that can be asked for.</summary>
internal sealed record SeriesAnswer(IReadOnlyList<string> Keys);

/// <summary>A series.</summary>
/// <param name="Key">Which one.</param>
/// <param name="FromTs">Its beginning, Unix seconds.</param>
/// <param name="ToTs">Its end.</param>
/// <param name="StepSeconds">The length of a step.</param>
/// <param name="Points">The steps that have values.</param>
internal sealed record TelemetryAnswer(string Key, long FromTs, long ToTs, double StepSeconds, IReadOnlyList<PointAnswer> Points);

/// <summary>One step of a series.</summary>
internal sealed record PointAnswer(long Ts, double Mean, double Minimum, double Maximum, long Count);

/// <summary>The nodes that share the cameras.</summary>
internal sealed record FleetAnswer(long Ts, IReadOnlyList<NodeAnswer> Nodes);

/// <summary>One of them.</summary>
internal sealed record NodeAnswer(string Name, int Online, string Rating, int Cameras, double Capacity, long? LastSeenTs);

/// <summary>How answers are written, made at compile time: snake_case as over MQTT, and what is not known is left out.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(HealthAnswer))]
[JsonSerializable(typeof(EventsAnswer))]
[JsonSerializable(typeof(CamerasAnswer))]
[JsonSerializable(typeof(CameraDetailAnswer))]
[JsonSerializable(typeof(ImagesAnswer))]
[JsonSerializable(typeof(SeriesAnswer))]
[JsonSerializable(typeof(TelemetryAnswer))]
[JsonSerializable(typeof(FleetAnswer))]
[JsonSerializable(typeof(int?))]
[JsonSerializable(typeof(double?))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(ProblemDetails))]
internal sealed partial class ApiJson : JsonSerializerContext;
