namespace AutoCore.Policies.Cameras.Http;

/// <summary>
/// The cookies of one login. They go where credentials may go from where they were set (<see cref="CredentialScope"/>), whatever domain they name, and
/// there are never more than a portal needs.
/// </summary>
public sealed class CookieJar
{
    /// <summary>Cookies of one answer that are looked at, and cookies that are kept; the oldest goes first.</summary>
    public const int MostCookies = 64;

    /// <summary>A name and its value at most, characters; longer ones are ignored, as browsers do.</summary>
    public const int LongestCookie = 4096;

    /// <summary>All of them at most, characters: what a request may carry.</summary>
    public const int LongestHeader = 16 * 1024;

    /// <summary>Characters of a value that may be a session's number.</summary>
    private const int ShortestSecret = 8;

    /// <summary>Characters of the longest one that is hidden.</summary>
    private const int LongestSecret = 1024;

    /// <summary>Values that are hidden; a portal has one session.</summary>
    private const int MostSecrets = 8;

    private readonly List<Cookie> _cookies = [];

    /// <summary>Takes what an answer sets; what makes no sense is ignored.</summary>
    /// <param name="from">Who answered.</param>
    /// <param name="headers">The values of <c>Set-Cookie</c>.</param>
    /// <param name="now">Tells what has expired.</param>
    public void Take(Uri from, IReadOnlyList<string> headers, DateTimeOffset now)
    {
        foreach (var header in headers.Take(MostCookies))
        {
            if (Read(from, header, now) is not var (cookie, isOver))
                continue;
            _cookies.RemoveAll(c => c.Name == cookie.Name && c.Path == cookie.Path);
            if (!isOver)
                _cookies.Add(cookie);
            while (_cookies.Count > MostCookies || _cookies.Sum(c => c.Length) > LongestHeader)
                _cookies.RemoveAt(0);
        }
    }

    /// <summary>What may be a session's number, for hiding it: the longest values first; short ones are words as others.</summary>
    public IEnumerable<string> Secrets => _cookies.Select(static c => c.Value).Where(static v => v.Length is >= ShortestSecret and <= LongestSecret)
        .OrderByDescending(static v => v.Length).Take(MostSecrets);

    /// <summary>The value of <c>Cookie</c> for an address, or null.</summary>
    public string? HeaderFor(Uri url)
    {
        var cookies = _cookies.Where(c => CredentialScope.Allows(c.From, url) && Matches(c.Path, url.AbsolutePath)).OrderByDescending(c => c.Path.Length)
            .Select(c => $"{c.Name}={c.Value}").ToList();
        return cookies.Count > 0 ? string.Join("; ", cookies) : null;
    }

    private static (Cookie Cookie, bool IsOver)? Read(Uri from, string header, DateTimeOffset now)
    {
        var parts = header.Split(';', 16, StringSplitOptions.TrimEntries);
        var equals = parts[0].IndexOf('=');
        if (equals <= 0 || parts[0].Length > LongestCookie || !HeaderText.IsSendable(parts[0]))
            return null;
        var path = from.AbsolutePath.LastIndexOf('/') is > 0 and var slash ? from.AbsolutePath[..slash] : "/";
        var isOver = false;
        foreach (var part in parts.Skip(1))
        {
            var (key, value) = part.IndexOf('=') is >= 0 and var at ? (part[..at].TrimEnd(), part[(at + 1)..].TrimStart()) : (part, "");
            if (key.Equals("path", StringComparison.OrdinalIgnoreCase) && value.StartsWith('/'))
            {
                path = value;
            }
            else if (key.Equals("domain", StringComparison.OrdinalIgnoreCase) && !IsDomainOf(value, from.IdnHost))
            {
                return null;
            }
            else if (key.Equals("max-age", StringComparison.OrdinalIgnoreCase) && long.TryParse(value, CultureInfo.InvariantCulture, out var seconds))
            {
                isOver = seconds <= 0;
            }
            else if (key.Equals("expires", StringComparison.OrdinalIgnoreCase)
                && DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var expires))
            {
                isOver = expires <= now;
            }
        }
        return path.Length > LongestCookie ? null : (new(parts[0][..equals].TrimEnd(), parts[0][(equals + 1)..].TrimStart(), path, from), isOver);
    }

    private static bool IsDomainOf(string domain, string host)
    {
        var name = domain.Trim('.');
        return name.Length == 0 || host.Equals(name, StringComparison.OrdinalIgnoreCase) || host.EndsWith($".{name}", StringComparison.OrdinalIgnoreCase);
    }

    private static bool Matches(string path, string asked) =>
        asked.StartsWith(path, StringComparison.Ordinal) && (path.EndsWith('/') || asked.Length == path.Length || asked[path.Length] == '/');

    private sealed record Cookie(string Name, string Value, string Path, Uri From)
    {
        public int Length => Name.Length + Value.Length + 3;
    }
}
