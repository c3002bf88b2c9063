namespace AutoCore.Policies.Cameras.Inventory;

/// <summary>Names for a camera whose owner gives none.</summary>
public static class CameraNaming
{
    /// <summary>The site of cameras that belong to none.</summary>
    public const string UsualSite = "Home";

    /// <summary>The site: that of all other cameras, if they share one.</summary>
    /// <param name="sites">The sites of the cameras that there are.</param>
    public static string SiteOf(IEnumerable<string> sites) => sites.Distinct(StringComparer.Ordinal).ToList() is [var only] ? only : UsualSite;

    /// <summary>The name: the first of P1, P2, … that no camera of the site has.</summary>
    /// <param name="site">The site.</param>
    /// <param name="cameras">Site and name of the cameras that there are.</param>
    public static string NameIn(string site, IEnumerable<(string Site, string Name)> cameras)
    {
        var taken = cameras.Where(c => c.Site.Equals(site, StringComparison.OrdinalIgnoreCase)).Select(c => c.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var number = 1;
        while (taken.Contains(Of(number)))
            number++;
        return Of(number);
    }

    private static string Of(int number) => string.Create(CultureInfo.InvariantCulture, $"P{number}");
}
