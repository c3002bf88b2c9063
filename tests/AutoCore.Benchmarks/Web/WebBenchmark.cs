using System.Diagnostics;
using System.Globalization;
using AutoCore.Benchmarks.Footprint;

namespace AutoCore.Benchmarks.Web;

/// <summary>The web program over a month of 345 cameras: how fast it answers, what it holds, how many it serves.</summary>
internal static class WebBenchmark
{
    private const int Requests = 1000;
    private const int Repeats = 51;

    private static readonly TimeSpan LoadFor = TimeSpan.FromSeconds(20);

    private static readonly (string Name, string Program)[] Forms =
        [("trimmed, as in the package", WebFixture.Trimmed), ("framework-dependent", WebFixture.FrameworkDependent)];

    public static async Task RunAsync(TextWriter section)
    {
        await using var fixture = await WebFixture.StartAsync();
        await section.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"""
            ## The web page over a month of pictures

            {WebFixture.Pictures} pictures of {WebFixture.Cameras} cameras. Times are those of a client on the same machine, from connecting or asking to the last byte: the server's own and a little more. The
            first page is a process's first answer at all, a camera's day (28 pictures) its second; the others are medians of {Repeats} in another process. Resident
            memory after {Requests} requests of all kinds, one after the other; then {Visitors.Together} clients at once for {LoadFor.TotalSeconds:F0} s, each with a pause of {Visitors.Pause.TotalMilliseconds:F0} ms between two requests. {Measured.Machine}.
            `dotnet run -c Release --project tests/AutoCore.Benchmarks -- web`.

            | form | start until it serves, ms | first page, ms | first day of a camera, ms | wall of pictures, ms | a camera's day, ms | the same over REST, ms | all cameras over REST, ms |
            |---|---:|---:|---:|---:|---:|---:|---:|
            | required |  | 300 | 100 |  | 100 | 100 |  |
            """));
        var (held, sent) = (new List<string>(), new List<string>());
        foreach (var (name, program) in Forms)
        {
            var first = await FirstPagesAsync(fixture, program);
            var (usual, memory) = await UseAsync(fixture, program);
            await section.WriteLineAsync($"| {name} | {first} | {usual} |");
            held.Add($"| {name} | {memory} |");
            sent.Add($"| {name} | {await WebTraffic.MeasureAsync(fixture, program)} |");
        }
        await section.WriteLineAsync($"""

            | form | resident MB after {Requests} requests | private MB | {Visitors.Together} clients: requests | errors | p50 ms | p99 ms | resident MB |
            |---|---:|---:|---:|---:|---:|---:|---:|
            | required | 62 |  |  | 0 |  |  |  |
            {string.Join('\n', held)}

            The wall's first page as a browser takes it that has been here never before, all small pictures of its {WebTraffic.CamerasOnAPage} cameras (1280×720, some 100 KB each) and what they are drawn with, as sent; then a day of
            all {WebFixture.Cameras} cameras as one ZIP file, read to its end, and the most that was resident meanwhile.

            | form | wall, KB | of it small pictures | ZIP: pictures | MB | s | resident MB before | at most |
            |---|---:|---:|---:|---:|---:|---:|---:|
            | required | 260 |  |  |  |  |  |  |
            {string.Join('\n', sent)}
            """);
    }

    private static async Task<string> FirstPagesAsync(WebFixture fixture, string program)
    {
        var started = Stopwatch.GetTimestamp();
        await using var web = await fixture.ServeAsync(program);
        var start = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        using var client = Visitors.Come(fixture.Address);
        var wall = await Visitors.TimeAsync(client, "/");
        var day = await Visitors.TimeAsync(client, Visitors.DayPage(7, 12));
        return string.Create(CultureInfo.InvariantCulture, $"{start:F0} | {wall:F0} | {day:F0}");
    }

    private static async Task<(string Usual, string Memory)> UseAsync(WebFixture fixture, string program)
    {
        await using var web = await fixture.ServeAsync(program);
        using var client = Visitors.Come(fixture.Address);
        var usual = new List<string>();
        foreach (var url in (string[])["/", Visitors.DayPage(7, 12), Visitors.DayList(7, 12), "/api/v1/cameras"])
            usual.Add((await MedianAsync(client, url)).ToString("F1", CultureInfo.InvariantCulture));
        for (var i = 0; i < Requests; i++)
            await Visitors.TimeAsync(client, Visitors.Request(i));
        var after = ProcessFigures.Read(web.Id);
        var load = await Visitors.LookAroundAsync(fixture.Address, LoadFor);
        var loaded = ProcessFigures.Read(web.Id);
        return (string.Join(" | ", usual), string.Create(CultureInfo.InvariantCulture,
            $"{after.ResidentMb:F1} | {after.PrivateMb:F1} | {load.Times.Count} | {load.Errors} | {load.Percentile(50):F1} | {load.Percentile(99):F1} | {loaded.ResidentMb:F1}"));
    }

    private static async Task<double> MedianAsync(HttpClient client, string url)
    {
        var times = new double[Repeats];
        for (var i = 0; i < Repeats; i++)
            times[i] = await Visitors.TimeAsync(client, url);
        return Measured.Median(times);
    }
}
