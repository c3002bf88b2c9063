using AutoCore.Policies.Cameras.Http;

namespace AutoCore.Daemon.Cameras.Http;

/// <summary>One request to a camera or portal.</summary>
/// <param name="Url">Where.</param>
/// <param name="Authorization">The header's value, or null.</param>
/// <param name="Cookie">The header's value, or null.</param>
/// <param name="Form">A form's encoded fields to send with POST, or null for GET.</param>
internal sealed record CameraRequest(Uri Url, string? Authorization = null, string? Cookie = null, string? Form = null)
{
    /// <summary>Further headers.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Whether only a redirect named the address: it gets no credentials, and is none of this machine.</summary>
    public bool IsForeign { get; init; }

    public const string Accept = "image/jpeg, multipart/x-mixed-replace, */*;q=0.5";

    public string Method => Form is null ? "GET" : "POST";

    /// <summary>Never a header or a value of the query: they may be passwords.</summary>
    public override string ToString() => $"{Method} {AddressMask.Of(Url)}";
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
