namespace AutoCore.Policies;

/// <summary>Names that topics, ids and folders can carry, one for each thing: where the plain form would be the same for several, all but one get a hash of
/// what they are called.</summary>
public static class Slugs
{
    /// <summary>Gives each name its slug. A name that is its own plain form keeps it, else the first in order does: who has no namesake is called as
    /// ever.</summary>
    /// <param name="names">All names there are.</param>
    /// <param name="plain">The form that is safe, and may be the same for several.</param>
    public static IReadOnlyDictionary<string, string> Assign(IEnumerable<string> names, Func<string, string> plain)
    {
        var slugs = new Dictionary<string, string>(StringComparer.Ordinal);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var rest = new List<string>();
        foreach (var alike in names.Distinct(StringComparer.Ordinal).GroupBy(plain, StringComparer.Ordinal))
        {
            var keeps = alike.FirstOrDefault(n => n == alike.Key) ?? alike.Order(StringComparer.Ordinal).First();
            slugs[keeps] = alike.Key;
            taken.Add(alike.Key);
            rest.AddRange(alike.Where(n => n != keeps));
        }
        foreach (var name in rest.Order(StringComparer.Ordinal))
        {
            var slug = $"{plain(name)}_{HashOf(name)}";
            while (!taken.Add(slug))
                slug = $"{slug}_{HashOf(slug)}";
            slugs[name] = slug;
        }
        return slugs;
    }

    private static string HashOf(string name) =>
        ((uint)Encoding.UTF8.GetBytes(name).Aggregate(Fnv1a.Empty, Fnv1a.Add)).ToString("x8", CultureInfo.InvariantCulture);
}
