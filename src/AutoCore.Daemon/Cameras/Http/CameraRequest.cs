using AutoCore.Policies.Cameras.Http;

namespace AutoCore.Daemon.Cameras.Http;

/// <summary>One request to a camera or portal.</summary>
/// <param name="Url">Where.</param>
/// <param name="Authorization">The header's value, or null.</param>
/// <param name="Cookie">The header's value, or null.</param>
/// <param name="Content">What is sent with POST, or null for GET.</param>
/// <param name="IsForeign">Whether only a redirect named the address: it gets no credentials, and is none of this machine.</param>
/// <param name="IsLogin">Whether it carries a login, which must not be sent twice.</param>
internal sealed record CameraRequest(
    Uri Url, string? Authorization = null, string? Cookie = null, RequestContent? Content = null, bool IsForeign = false, bool IsLogin = false)
{
    /// <summary>Whether a digest must be asked for in this very question: what was asked for before is not answered again.</summary>
    public bool ProvesLogin { get; init; }

    /// <summary>Further headers.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>What kinds of answers are wanted.</summary>
    public string Accept { get; init; } = Pictures;

    public const string Pictures = "image/jpeg, multipart/x-mixed-replace, */*;q=0.5";

    public const string Pages = "text/html, application/xhtml+xml, */*;q=0.8";

    public const string Data = "application/json, text/plain, */*;q=0.8";

    public string Method { get => field ?? (Content is null ? "GET" : "POST"); init; }

    /// <summary>What stands behind the method, and what a digest is made of.</summary>
    public string Target { get => field ?? Url.PathAndQuery; init; }

    /// <summary>Never a header or a value of the query: they may be passwords.</summary>
    public override string ToString() => $"{Method} {AddressMask.Of(Url)}";
}

/// <summary>The body of a request.</summary>
/// <param name="Type">Its media type.</param>
/// <param name="Bytes">Its bytes, each a character.</param>
internal sealed record RequestContent(string Type, string Bytes)
{
    /// <summary>Never what it holds.</summary>
    public override string ToString() => Type;
}

/// <summary>A camera's answer as far as its head; the body is read by whoever asked, and disposing it hangs up if there is more.</summary>
internal abstract class CameraAnswer : IDisposable
{
    public abstract int Status { get; }

    public abstract Stream Body { get; }

    /// <summary>Whether it is HTTP; what is not has neither status nor headers.</summary>
    public virtual bool IsHttp => true;

    /// <summary>All values of a header.</summary>
    public abstract IReadOnlyList<string> Values(string header);

    /// <summary>The first value of a header, or null.</summary>
    public string? Value(string header) => Values(header) is [var first, ..] ? first : null;

    public abstract void Dispose();
}
