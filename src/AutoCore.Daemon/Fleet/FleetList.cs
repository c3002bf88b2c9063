using AutoCore.Policies.Fleet;

namespace AutoCore.Daemon.Fleet;

/// <summary>A list that was read and found good.</summary>
/// <param name="Manifest">What was told of it.</param>
/// <param name="Plan">Who captures what.</param>
/// <param name="Cameras">Each camera's hash.</param>
/// <param name="Assignments">Each camera's node in the roster.</param>
/// <param name="Files">Its parts on the card.</param>
internal sealed record FleetList(FleetManifest Manifest, FleetPlan Plan, ulong[] Cameras, int[] Assignments, IReadOnlyList<string> Files);
