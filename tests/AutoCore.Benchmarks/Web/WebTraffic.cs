using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text.RegularExpressions;
using AutoCore.Benchmarks.Footprint;

namespace AutoCore.Benchmarks.Web;

/// <summary>What is sent: the weight of the wall's first page, and a day of all cameras as a file.</summary>
internal static partial class WebTraffic
{
    /// <summary>How many the wall shows at once.</summary>
    public const int CamerasOnAPage = 48;

    private const double Kilobyte = 1000;

    /// <summary>The cells of a form of the program.</summary>
    public static async Task<string> MeasureAsync(WebFixture fixture, string program)
    {
        await using var web = await fixture.ServeAsync(program);
        using var client = Visitors.Come(fixture.Address);
        var (page, pictures) = await WeighWallAsync(client);
        var before = ProcessFigures.Read(web.Id).ResidentMb;
        ProcessFigures.ForgetPeak(web.Id);
        var (count, bytes, seconds) = await TakeDayAsync(client);
        return string.Create(CultureInfo.InvariantCulture,
            $"{page / Kilobyte:F0} | {pictures / Kilobyte:F0} | {count} | {bytes / Kilobyte / Kilobyte:F0} | {seconds:F1} | {before:F1} | {ProcessFigures.PeakMb(web.Id):F1}");
    }

    private static async Task<(long All, long Pictures)> WeighWallAsync(HttpClient client)
    {
        var page = await client.GetStringAsync(new Uri("/", UriKind.Relative));
        var addresses = Loaded().Matches(page).Select(m => WebUtility.HtmlDecode(m.Groups["address"].Value)).Distinct(StringComparer.Ordinal).ToList();
        var pictures = addresses.Where(a => a.StartsWith("/thumbnails/", StringComparison.Ordinal)).ToList();
        if (pictures.Count != CamerasOnAPage)
            throw new InvalidOperationException($"the wall shows {pictures.Count} pictures");
        var small = await WeighAsync(client, pictures);
        return (small + await WeighAsync(client, addresses.Except(pictures, StringComparer.Ordinal).Append("/")), small);
    }

    private static async Task<long> WeighAsync(HttpClient client, IEnumerable<string> addresses)
    {
        var bytes = 0L;
        foreach (var address in addresses)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "Accept-Encoding", "gzip, br" } } };
            using var answer = await client.SendAsync(request);
            bytes += (await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync()).Length;
        }
        return bytes;
    }

    private static async Task<(int Pictures, long Bytes, double Seconds)> TakeDayAsync(HttpClient client)
    {
        var file = Path.GetTempFileName();
        try
        {
            var started = Stopwatch.GetTimestamp();
            await using (var copy = File.Create(file))
            await using (var content = await client.GetStreamAsync(new Uri($"/api/v1/days/{WebFixture.FirstDay.AddDays(12):yyyy-MM-dd}.zip", UriKind.Relative)))
                await content.CopyToAsync(copy);
            var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            await using var zip = await ZipFile.OpenReadAsync(file);
            return (zip.Entries.Count, new FileInfo(file).Length, seconds);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>What a browser loads with a page.</summary>
    [GeneratedRegex("<(img|script|link)[^>]* (src|href)=\"(?<address>/[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Loaded();
}
