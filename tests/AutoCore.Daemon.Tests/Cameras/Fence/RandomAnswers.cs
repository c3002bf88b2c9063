using System.Text;

namespace AutoCore.Daemon.Tests.Cameras.Fence;

/// <summary>Answers that no camera's maker thought of, the same for the same seed: pieces of real ones, cut, repeated, mixed and spoilt.</summary>
internal sealed class RandomAnswers(int seed)
{
    private static readonly string[] Places =
    [
        "/login", "login?a=b", "//evil/x", "http://evil/", "https://cam/login", "http://cam:8080/x", "http://user:pw@cam/", @"\\evil\x", @"/\evil",
            "file:///etc/passwd", "mailto:x@y", "javascript:1", "http://[::bad",
        "http://127.0.0.1:999999/", "http://exa\x01mple/", "http://", "", "?", "#", "..", "http:", "http:///x", "ftp://cam/", "data:,x", "http://cam/\u202e",
        "\ud800", "/%ff%00", "http://xn--/", "http://-/", "http://a..b/", "http://cam:/",
    ];

    private static readonly string[] Pieces =
    [
        "HTTP/1.1 200 OK\r\n", "HTTP/1.1 401 U\r\n", "HTTP/1.0 302 F\r\n", "ICY 200 OK\r\n", "HTTP/1.1 999\r\n", "HTTP/1.1 -1 x\r\n", "Content-Length: 10\r\n",
            "Content-Length: -5\r\n", "Content-Length: 9223372036854775807\r\n",
        "Content-Length: 99999999999999999999\r\n", "Transfer-Encoding: chunked\r\n", "Location: /login\r\n",
        "WWW-Authenticate: Digest realm=\"a\", nonce=\"b\", qop=\"auth\"\r\n", "WWW-Authenticate: Digest realm=\"\\\r\n",
        "Set-Cookie: a=b; path=/\r\n", "Set-Cookie: =;;,\r\n", ": \r\n", "no colon\r\n", "\r\n\r\n", "\n\n", "\r", "\0", "\x1b[2J", "--x\r\n", "--x--\r\n",
        "\r\n--x", "Content-Type: multipart/x-mixed-replace; boundary=x\r\n", "ffffffffffffffff\r\n",
        "5;e=f\r\nabcde\r\n", "0\r\n\r\n", "\xFF\xD8", "\xFF\xD9", "\xFF\xDA", "<form action=\"", "<form>", "<input type=password name=p>",
        "<input type=hidden name='", "</form>", "<!--", "-->", "\"", ">", "&amp;", "\xed\xa0\x80",
    ];

    private static readonly string[] Headers =
        ["Location", "Set-Cookie", "WWW-Authenticate", "Content-Type", "Content-Length", "Authentication-Info", "Last-Modified"];

    private readonly Random _random = new(seed);

    /// <summary>Bytes of a head and what follows it.</summary>
    public byte[] Raw(ReadOnlySpan<byte> picture)
    {
        var text = new StringBuilder(_random.Next(3) > 0 ? Pieces[_random.Next(5)] : "");
        for (var count = _random.Next(24); count > 0; count--)
            text.Append(Piece());
        var bytes = new List<byte>(Encoding.Latin1.GetBytes(text.ToString()));
        if (_random.Next(4) == 0)
            bytes.InsertRange(_random.Next(bytes.Count + 1), picture[.._random.Next(picture.Length + 1)].ToArray());
        for (var spoilt = _random.Next(4); spoilt > 0 && bytes.Count > 0; spoilt--)
            bytes[_random.Next(bytes.Count)] = (byte)_random.Next(256);
        return [.. bytes];
    }

    /// <summary>An answer to a request.</summary>
    public FakeAnswer Answer(ReadOnlySpan<byte> picture)
    {
        var status = _random.Next(3) switch { 0 => 200, 1 => 302, _ => _random.Next(600) };
        var headers = new List<(string, string)>();
        for (var count = _random.Next(6); count > 0; count--)
            headers.Add((Headers[_random.Next(Headers.Length)], _random.Next(2) == 0 ? Place() : Piece()));
        if (_random.Next(2) == 0)
            headers.Add(("Content-Type", _random.Next(3) switch { 0 => "multipart/x-mixed-replace", 1 => "text/html", _ => "image/jpeg" }));
        var page = $"<form action=\"{Place()}\"><input name=u><input type=password name=\"{Piece()}\"></form>";
        var body = _random.Next(8) switch { 0 => picture.ToArray(), < 5 => Encoding.Latin1.GetBytes(page), _ => Raw(picture) };
        return new(status, headers, new MemoryStream(body));
    }

    private string Place() => Places[_random.Next(Places.Length)];

    private string Piece() => _random.Next(16) switch
    {
        0 => new string((char)_random.Next(256), _random.Next(3000)),
        1 => string.Concat(Enumerable.Repeat(Pieces[_random.Next(Pieces.Length)], _random.Next(200))),
        _ => Pieces[_random.Next(Pieces.Length)],
    };
}
