using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using AutoCore.SystemTests.Backups;

namespace AutoCore.SystemTests.SecondPlace;

/// <summary>An S3 server of one bucket that refuses as others do: the bucket itself, or everybody whose clock is wrong.</summary>
internal sealed class StubS3 : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentDictionary<string, (byte[] Content, string? Sum)> _objects = new(StringComparer.Ordinal);
    private readonly Task _serving;

    public StubS3()
    {
        _listener.Prefixes.Add($"http://127.0.0.1:{Port}/");
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port { get; } = Programs.FreePort();

    /// <summary>Whether the caller's clock is wrong.</summary>
    public bool IsSkewed { get; init; }

    /// <summary>The names of the objects.</summary>
    public ICollection<string> Names => _objects.Keys;

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            try
            {
                await AnswerAsync(await _listener.GetContextAsync());
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                if (!_listener.IsListening)
                    return;
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        var (request, response) = (context.Request, context.Response);
        using var content = new MemoryStream();
        await request.InputStream.CopyToAsync(content);
        var key = string.Join('/', Uri.UnescapeDataString(request.Url!.AbsolutePath).Trim('/').Split('/').Skip(1));
        var (status, body) = (request.HttpMethod, key.Length) switch
        {
            _ when IsSkewed => (403, Error("RequestTimeTooSkewed", "The difference between the request time and the current time is too large.")),
            ("GET", 0) => (200, List(request.QueryString["prefix"] ?? "")),
            (_, 0) => (403, Error("AccessDenied", "Access Denied")),
            ("PUT", _) => Put(key, content.ToArray(), request.Headers["x-amz-meta-md5chksum"]),
            ("DELETE", _) => (_objects.TryRemove(key, out _) ? 204 : 404, []),
            _ when _objects.TryGetValue(key, out var found) => (200, found.Content),
            _ => (404, Error("NoSuchKey", "no such key")),
        };
        response.StatusCode = status;
        if (_objects.TryGetValue(key, out var known))
        {
            response.Headers["ETag"] = EtagOf(known.Content);
            response.Headers["Last-Modified"] = "Sun, 29 Nov 2026 00:00:00 GMT";
            if (known.Sum is { } sum)
                response.Headers["x-amz-meta-md5chksum"] = sum;
        }
        if (status >= 400)
            response.ContentType = "application/xml";
        response.ContentLength64 = status == 204 ? 0 : body.Length;
        if (request.HttpMethod != "HEAD" && status != 204)
            await response.OutputStream.WriteAsync(body);
        response.Close();
    }

    private (int Status, byte[] Body) Put(string key, byte[] content, string? sum)
    {
        _objects[key] = (content, sum);
        return (200, []);
    }

    private byte[] List(string prefix) => Encoding.UTF8.GetBytes(
        "<?xml version=\"1.0\"?><ListBucketResult><Name>bucket</Name><IsTruncated>false</IsTruncated>"
        + string.Concat(_objects.Where(o => o.Key.StartsWith(prefix, StringComparison.Ordinal)).OrderBy(o => o.Key, StringComparer.Ordinal).Select(o =>
            $"<Contents><Key>{o.Key}</Key><LastModified>2026-11-29T00:00:00.000Z</LastModified><ETag>{EtagOf(o.Value.Content)}</ETag>"
            + $"<Size>{o.Value.Content.Length}</Size></Contents>"))
        + "</ListBucketResult>");

    private static byte[] Error(string code, string message) =>
        Encoding.UTF8.GetBytes($"<?xml version=\"1.0\"?>\n<Error><Code>{code}</Code><Message>{message}</Message><RequestId>1</RequestId></Error>");

#pragma warning disable CA5351 // What S3 tells of an object is its MD5.
    private static string EtagOf(byte[] content) => $"\"{Convert.ToHexStringLower(MD5.HashData(content))}\"";
#pragma warning restore CA5351
}
