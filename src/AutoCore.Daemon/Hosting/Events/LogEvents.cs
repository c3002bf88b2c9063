namespace AutoCore.Daemon.Hosting;

/// <summary>
/// The register of event ids: a range of a hundred or more for each feature, an id never used twice and never given to another event.
/// Each id's name in the journal (<c>EVENT</c>) stands at its <c>[LoggerMessage]</c>; what it means (summary) and what to do (remarks) becomes <c>docs/operations.md</c>.
/// </summary>
internal static partial class LogEvents;
