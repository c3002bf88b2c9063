using System.Diagnostics;
using System.Globalization;

namespace AutoCore.Benchmarks.Web;

/// <summary>What people ask of the web program, and how long they wait: to the last byte, connecting included where it is the first request.</summary>
internal static class Visitors
{
    /// <summary>How many come at once.</summary>
    public const int Together = 64;

    /// <summary>Sixty-four people who look around, not sixty-four machines that do nothing else.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    /// <summary>One of them, with a connection of his own.</summary>
    public static HttpClient Come(Uri address) => new() { BaseAddress = address, Timeout = LongestWait };

    /// <summary>Milliseconds of one answer.</summary>
    public static async Task<double> TimeAsync(HttpClient client, string url)
    {
        var started = Stopwatch.GetTimestamp();
        await client.GetByteArrayAsync(url);
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    /// <summary>All kinds of requests in turn.</summary>
    public static string Request(int i) => (i % 9) switch
    {
        0 => "/",
        1 => "/api/v1/cameras",
        2 => "/api/v1/health",
        3 => "/api/v1/telemetry?key=disk_used_percent",
        4 => "/api/v1/events",
        5 => $"/api/v1/cameras/{WebFixture.NameOf(i)}/latest.jpg",
        6 => $"/thumbnails/{WebFixture.NameOf(i)}/latest.jpg",
        7 => DayPage(i, i % WebFixture.Days),
        _ => DayList(i, i % WebFixture.Days),
    };

    /// <summary>A camera's day as a page.</summary>
    public static string DayPage(int camera, int day) => $"/cameras/{WebFixture.NameOf(camera)}?day={DateOf(day)}";

    /// <summary>A camera's day over REST.</summary>
    public static string DayList(int camera, int day) => $"/api/v1/cameras/{WebFixture.NameOf(camera)}/images?from={DateOf(day)}&to={DateOf(day + 1)}";

    /// <summary>All of them look around until the time is over or somebody ends it.</summary>
    public static async Task<Load> LookAroundAsync(Uri address, TimeSpan duration, CancellationToken ending = default)
    {
        var (errors, times, started) = (0, new List<double>(), Stopwatch.GetTimestamp());
        await Task.WhenAll(Enumerable.Range(0, Together).Select(async number =>
        {
            using var client = Come(address);
            for (var i = number * 97; Stopwatch.GetElapsedTime(started) < duration && !ending.IsCancellationRequested; i++)
            {
                try
                {
                    var took = await TimeAsync(client, Request(i));
                    lock (times)
                        times.Add(took);
                }
                catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
                {
                    if (Interlocked.Increment(ref errors) == 1)
                        await Console.Error.WriteLineAsync($"{Request(i)}: {e.Message}");
                }
                await Task.Delay(Pause, CancellationToken.None);
            }
        }));
        times.Sort();
        return new(times, errors);
    }

    private static string DateOf(int day) => WebFixture.FirstDay.AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>What became of all their requests.</summary>
    /// <param name="Times">Milliseconds of each answer, ascending.</param>
    /// <param name="Errors">Requests without a good answer.</param>
    internal sealed record Load(IReadOnlyList<double> Times, int Errors)
    {
        public double Percentile(int percent) => Times[Times.Count * percent / 100];
    }
}
