using System.Net;
using AutoCore.Core.Configuration;

namespace AutoCore.Core.Web;

/// <summary>
/// How the web page and REST are served. The daemon itself never serves: <c>autocore-web</c> is a program of its own that reads the same settings,
/// and this section is read here so that the daemon's check of the configuration knows it.
/// </summary>
internal sealed record WebOptions(
    IPEndPoint Listen, string? PasswordKey, string? TokenKey, WebTlsOptions Tls, TimeSpan IdleExit, WebLanguage Language, bool Metrics = false)
{
    private const string Loopback = "127.0.0.1";
    private const string LoopbackV6 = "::1";

    private static readonly TextRule Address =
        new("an address and a port, as 127.0.0.1:8090 or [::]:8090", static t => IPEndPoint.TryParse(t, out var point) && point.Port > 0);

    private static readonly TextRule Proxy = new(AddressRange.Form, static t => AddressRange.TryRead(t) is not null);

    private static readonly TextRule Prefix = new(Web.PathPrefix.Form, static t => Web.PathPrefix.TryRead(t) is not null);

    private static readonly TextRule Name = new("a host name without scheme, port and path, as cams.example.org",
        static t => WholeName(t) is { } name && Uri.CheckHostName(name) != UriHostNameType.Unknown);

    /// <summary>Whether a visitor must say who he is.</summary>
    public bool AsksForCredentials => PasswordKey is not null || TokenKey is not null;

    /// <summary>Other names that are answered without a password.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>The path below which a proxy shows this server, as <c>/cams</c>; empty: none.</summary>
    public string PathPrefix { get; init; } = "";

    /// <summary>Whose word about the visitor counts.</summary>
    public IReadOnlyList<AddressRange> TrustedProxies { get; init; } = [];

    /// <summary>Whether an address is a trusted proxy's.</summary>
    public bool Trusts(IPAddress address) => TrustedProxies.Any(range => range.Contains(address));

    public static WebOptions Read(SettingReader s)
    {
        var options = new WebOptions(
            IPEndPoint.Parse(
            s.Text("Listen", "127.0.0.1:8090",
                "Address and port of autocore-web; under systemd those of autocore-web.socket. Other machines reach it only with a password or token.",
                Address)),
            s.OptionalText("PasswordKey", "The name of the secret with the password of the page, for any user name; null: none is asked for."),
            s.OptionalText("TokenKey", "The name of the secret with the bearer token for scripts; null: none."),
            WebTlsOptions.Read(s.Section("Tls")),
            s.Duration("IdleExit", TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(1), TimeSpan.FromDays(1),
            "Time without a request after which autocore-web, started by its socket, ends until the next one."),
            s.OneOf("Language", WebLanguage.Browser, "The page's language: the browser's choice, or one for all.",
                ("auto", WebLanguage.Browser), ("en", WebLanguage.English), ("pt", WebLanguage.Portuguese)),
            s.Flag("Metrics", false, "Whether /metrics is open to Prometheus without password and token; with the token it answers anyway."))
        {
            Names = [.. s.Texts("Names", [], "Other names than localhost, the node's and the machine's under which it is asked, as behind a proxy.", Name)
                .Select(WholeName).OfType<string>()],
            PathPrefix = Web.PathPrefix.TryRead(
                s.Text("PathPrefix", "/", "The path below which a proxy shows this server, as /cams; a proxy's X-Forwarded-Prefix wins.", Prefix)) ?? "",
            TrustedProxies = [.. s.Texts("TrustedProxies", [Loopback, LoopbackV6],
                "The proxies whose X-Forwarded-For and X-Forwarded-Prefix count. A Unix socket is 127.0.0.1.", Proxy)
                .Select(AddressRange.TryRead).OfType<AddressRange>()],
        };
        s.Require(options.AsksForCredentials || IPAddress.IsLoopback(options.Listen.Address), "Listen",
            $"{options.Listen} can be reached from other machines, and nothing protects it; allowed: an address of this machine alone, as 127.0.0.1:8090, or set PasswordKey or TokenKey");
        return options;
    }

    /// <summary>As browsers send a name: without a dot at the end, and of letters of all scripts what the name service has. Null if there is no such
    /// name.</summary>
    public static string? WholeName(string name)
    {
        try
        {
            return new IdnMapping().GetAscii(name.TrimEnd('.'));
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}

/// <summary>How the connection to the browser is protected.</summary>
internal sealed record WebTlsOptions(string? CertificateFile, string? KeyFile)
{
    /// <summary>Whether it is.</summary>
    public bool IsEnabled => CertificateFile is not null;

    public static WebTlsOptions Read(SettingReader s)
    {
        var options = new WebTlsOptions(
            s.OptionalLocation("CertificateFile", "The certificate in PEM form, with the ones above it; null: no TLS."),
            s.OptionalLocation("KeyFile", "The key of that certificate, in PEM form."));
        s.Require(options.CertificateFile is null == options.KeyFile is null, "CertificateFile",
            "certificate and key belong together; allowed: both CertificateFile and KeyFile, or neither");
        return options;
    }
}

/// <summary>In which language the page speaks.</summary>
internal enum WebLanguage
{
    /// <summary>What the browser prefers, of the two.</summary>
    Browser,
    English,
    Portuguese,
}
