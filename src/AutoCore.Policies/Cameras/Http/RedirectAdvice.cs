using AutoCore.Policies.Health;

namespace AutoCore.Policies.Cameras.Http;

/// <summary>What helps against a redirect that was not followed.</summary>
public static class RedirectAdvice
{
    /// <summary>What a detail says of one that leads to itself.</summary>
    private const string Leads = " leads back to where it was";

    /// <summary>What it says of one that is not followed although others are.</summary>
    private const string NotFollowed = ", which FollowRedirects does not allow";

    /// <summary>What it says of one that came after as many others as are followed.</summary>
    private static readonly string TooMany = $", after {RedirectPolicy.Most} others";

    private const string To = " to ";

    /// <summary>What a detail says behind the address.</summary>
    /// <param name="camera">The camera's own address.</param>
    /// <param name="asked">The address that answered.</param>
    /// <param name="status">The answer's status.</param>
    /// <param name="location">Where it leads.</param>
    /// <param name="leavesHost">Whether the settings allow other hosts.</param>
    public static string Describe(Uri camera, Uri asked, int status, string location, bool leavesHost) =>
        Uri.TryCreate(asked, location, out var to) && to.GetLeftPart(UriPartial.Query) == asked.GetLeftPart(UriPartial.Query) ? $",{Leads}"
        : RedirectPolicy.Follow(camera, asked, status, location, leavesHost) is not null ? TooMany
        : leavesHost ? NotFollowed : "";

    /// <summary>One sentence.</summary>
    /// <param name="detail">What is known: the status, and where it leads.</param>
    public static Spoken For(string detail)
    {
        var at = detail.IndexOf(To, StringComparison.Ordinal);
        var target = at < 0 ? "" : detail[(at + To.Length)..];
        var scheme = target.IndexOfAny([':', '/', '?', '#']) is > 0 and var end && target[end] == ':' ? target[..end] : "";
        if (target.Contains(Leads, StringComparison.Ordinal))
        {
            return new("the camera leads round in a circle: check the path of Url against its handbook, and whether it wants a login (Auth)",
                "a câmera anda em círculo: compare o caminho de Url com o manual dela, e veja se ela pede login (Auth)");
        }
        if (scheme.StartsWith("rtsp", StringComparison.OrdinalIgnoreCase))
        {
            return new("use the address that it leads to as Url, if it is right: to a stream on another host or port nobody is led",
                "use como Url o endereço a que ela leva, se estiver certo: para um stream em outro host ou porta ninguém é levado");
        }
        if (target.Contains(TooMany, StringComparison.Ordinal))
        {
            return new("the camera leads on and on, perhaps in a circle: check the path of Url against its handbook, and whether it wants a login (Auth)",
                "a câmera leva sempre adiante, talvez em círculo: compare o caminho de Url com o manual dela, e veja se ela pede login (Auth)");
        }
        if (target.Length == 0 || (scheme.Length > 0 && !IsWeb(scheme)))
        {
            return new("it leads nowhere that can be asked: check the path of Url against the camera's handbook",
                "ela não leva a nada que se possa consultar: compare o caminho de Url com o manual da câmera");
        }
        return target.Contains(NotFollowed, StringComparison.Ordinal)
            ? new("use the address that it leads to as Url; it is not followed there, or there were too many steps",
                "use como Url o endereço a que ela leva; ela não é seguida até lá, ou houve passos demais")
            : new("use the address that it leads to as Url, or set \"FollowRedirects\": true if that host is to be trusted",
                "use como Url o endereço a que ela leva, ou \"FollowRedirects\": true se aquele host for confiável");
    }

    private static bool IsWeb(string scheme) =>
        scheme.Equals("http", StringComparison.OrdinalIgnoreCase) || scheme.Equals("https", StringComparison.OrdinalIgnoreCase);
}
