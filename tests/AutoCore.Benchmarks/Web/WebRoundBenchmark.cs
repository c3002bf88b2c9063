using System.Globalization;

namespace AutoCore.Benchmarks.Web;

/// <summary>What a round of captures notices of many visitors.</summary>
internal static class WebRoundBenchmark
{
    private static readonly TimeSpan LongestRound = TimeSpan.FromMinutes(2);

    public static async Task RunAsync(TextWriter section)
    {
        await using var fixture = await WebFixture.StartAsync();
        // As its unit does it: behind whatever else there is to do.
        await using var web = await fixture.ServeAsync(WebFixture.Trimmed, "nice", "-n", "10");
        // It remembers how slow each camera is from then on.
        await fixture.CaptureAsync();
        var alone = await fixture.CaptureAsync();
        using var ending = new CancellationTokenSource();
        var visitors = Visitors.LookAroundAsync(fixture.Address, LongestRound, ending.Token);
        var beside = await fixture.CaptureAsync();
        await ending.CancelAsync();
        var load = await visitors;
        await section.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"""
            ## A round beside visitors of the web page

            {WebFixture.Cameras} cameras of 50–300 ms each, ten at a time, by `autocore capture`'s own count; beside it {Visitors.Together} clients of the web program, each with a pause of {Visitors.Pause.TotalMilliseconds:F0} ms between two
            requests, who are played on the same processors; the program has the priority that its unit gives it (nice 10). {Measured.Machine}.
            `dotnet run -c Release --project tests/AutoCore.Benchmarks -- web-round`.

            | | round, s | longer by | required | visitors' requests | errors |
            |---|---:|---:|---:|---:|---:|
            | alone | {alone:F2} |  |  |  |  |
            | beside {Visitors.Together} visitors | {beside:F2} | {(beside / alone - 1) * 100:F1} % | 5 % | {load.Times.Count} | {load.Errors} |
            """));
    }
}
