using AutoCore.Policies.Health;

namespace AutoCore.Core.Health;

/// <summary>How it stands with one second place; told to the feature that speaks for all backups.</summary>
/// <param name="Name">The remote.</param>
/// <param name="Rating">How it stands.</param>
/// <param name="LastCopied">When something was last copied there in this run, or null.</param>
/// <param name="Newest">When the newest backup there was made, or null if that is not known.</param>
/// <param name="Pending">Files that wait, or null before the first look.</param>
/// <param name="Failures">Failures in a row.</param>
internal sealed record RemoteHealth(string Name, Rating Rating, DateTimeOffset? LastCopied, DateTimeOffset? Newest, int? Pending, int Failures)
{
    /// <summary>The group that it is a part of.</summary>
    public const string Group = "backup";
}
