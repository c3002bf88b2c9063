namespace AutoCore.Policies.DiskWatchdog;

/// <summary>The name of a mount in topics: one level, safe in every broker and dashboard.</summary>
public static class MountSlug
{
    /// <summary><c>root</c> for <c>/</c>, <c>var-lib-docker</c> for <c>/var/lib/docker</c>; what is neither letter, digit, dot nor underscore becomes a
    /// dash.</summary>
    public static string Of(string mountPoint)
    {
        var name = mountPoint.Trim('/');
        return name.Length == 0 ? "root" : string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' ? c : '-'));
    }

    /// <summary>The slug, with a number behind it where another mount already has it.</summary>
    public static string Of(string mountPoint, IReadOnlyCollection<string> taken)
    {
        var slug = Of(mountPoint);
        var free = slug;
        for (var number = 2; taken.Contains(free); number++)
            free = $"{slug}-{number}";
        return free;
    }
}
