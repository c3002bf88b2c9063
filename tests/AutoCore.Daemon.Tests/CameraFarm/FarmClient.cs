using System.Net.Sockets;
using System.Text;
using AutoCore.CameraFarm.Serving;

namespace AutoCore.Daemon.Tests.CameraFarm;

/// <summary>Asks a camera over a bare socket and keeps every byte of the answer, so that tests see what is on the wire.</summary>
internal sealed record FarmClient(string Head, byte[] Body, bool WasReset)
{
    /// <summary>Reads until the camera closes, or until <paramref name="atMost"/> bytes have come.</summary>
    public static async Task<FarmClient> GetAsync(FarmCamera camera, int atMost = int.MaxValue, params string[] headers)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(camera.Url.Host, camera.Url.Port);
        var stream = client.GetStream();
        var request = string.Join("\r\n", [$"GET {camera.Url.PathAndQuery} HTTP/1.1", "Host: camera", .. headers, "", ""]);
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request));
        using var answer = new MemoryStream();
        var wasReset = await ReadAsync(stream, answer, atMost);
        return Split(answer.ToArray(), wasReset);
    }

    private static async Task<bool> ReadAsync(NetworkStream stream, MemoryStream answer, int atMost)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            int read;
            while (answer.Length < atMost && (read = await stream.ReadAsync(buffer)) > 0) answer.Write(buffer, 0, read);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private static FarmClient Split(byte[] answer, bool wasReset)
    {
        var withReturns = answer.AsSpan().IndexOf("\r\n\r\n"u8);
        var withLineFeeds = answer.AsSpan().IndexOf("\n\n"u8);
        var hasReturns = withReturns >= 0 && (withLineFeeds < 0 || withReturns < withLineFeeds);
        var (end, gap) = hasReturns ? (withReturns, 4) : (withLineFeeds, 2);
        return end < 0
            ? new FarmClient(Encoding.Latin1.GetString(answer), [], wasReset)
            : new FarmClient(Encoding.Latin1.GetString(answer, 0, end), answer[(end + gap)..], wasReset);
    }
}
