using AutoCore.Core.Cameras;
using AutoCore.Policies.Configuration;

namespace AutoCore.Daemon.Commands;

/// <summary>Picks cameras by <c>--site</c> and <c>--camera</c>, case ignored.</summary>
internal static class CameraChoice
{
    public static IReadOnlyList<CameraOptions> Choose(IReadOnlyList<CameraOptions> all, string? site, string? camera) =>
        [.. all.Where(c => Matches(c.Site, site) && Matches(c.Name, camera))];

    /// <summary>Why nothing was picked, with the names that were probably meant.</summary>
    public static string DescribeNone(IReadOnlyList<CameraOptions> all, string? site, string? camera)
    {
        if (all.Count == 0)
            return "no camera is configured: add entries to AutoCore:Cameras:Sources, or name an InventoryFile";
        var (option, wanted, names) = site is not null && !all.Any(c => Matches(c.Site, site)) ? ("--site", site, all.Select(c => c.Site))
            : ("--camera", camera ?? "", all.Where(c => Matches(c.Site, site)).Select(c => c.Name));
        var meant = NearestName.Find(wanted, names.Distinct(StringComparer.Ordinal));
        return $"{option} {wanted}: no such camera{(meant is null ? "" : $"; did you mean {meant}?")}";
    }

    private static bool Matches(string name, string? wanted) => wanted is null || name.Equals(wanted, StringComparison.OrdinalIgnoreCase);
}
