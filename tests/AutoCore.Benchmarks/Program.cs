using AutoCore.Benchmarks;
using AutoCore.Benchmarks.Backups;
using AutoCore.Benchmarks.Cameras;
using AutoCore.Benchmarks.Cameras.Unusual;
using AutoCore.Benchmarks.Fleet;
using AutoCore.Benchmarks.Footprint;
using AutoCore.Benchmarks.Mqtt;
using AutoCore.Benchmarks.Telemetry;
using AutoCore.Benchmarks.WalCheckpoint;
using AutoCore.Benchmarks.Web;

// The table of contents: name on the command line, what measures it. `all` runs every one.
Benchmark[] benchmarks =
[
    new("jpeg", JpegBenchmark.RunAsync)
    {
        Chart = "TurboJPEG ÷ AutoCore", Mark = 1,
        Figures =
        [
            new("judging every bit of a picture: time of TurboJPEG's fastest decode (1/8, grey) ÷ ours", "1.8", "baseline", "measured"),
            new("the same of progressive pictures", "2.5", "progressive", "measured"),
            new("time of `jpeginfo -c` ÷ ours, files", "2.0", "`jpeginfo", "measured"),
        ],
    },
    new("round", RoundBenchmark.RunAsync)
    {
        Chart = "wall ÷ bound", Mark = 1,
        Figures =
        [
            new("a first round of 345 cameras ÷ the least time there is", "1.10", "the first round", "round ÷ bound"),
            new("`curl --parallel`, which checks nothing ÷ the same", "", "the first round", "`curl"),
        ],
    },
    new("footprint", FootprintBenchmark.RunAsync)
    {
        Chart = "resident MB",
        Figures =
        [
            new("resident memory after rounds, native, MB", "35", "native", "resident MB"),
            new("time to ready, native ÷ framework-dependent", "", "native", "ready ÷"),
        ],
    },
    new("memory-map", FootprintBenchmark.RunMapAsync) { Runs = 1 },
    new("backup", BackupBenchmark.RunAsync)
    {
        Chart = "p99.9 ms", Figures = [new("a neighbour's writes while a backup runs: p99.9 ÷ without one", "", "backup", "p99.9 ÷")],
    },
    new("retention", RetentionBenchmark.RunAsync),
    new("foreign-retention", ForeignRetentionBenchmark.RunAsync)
    {
        Chart = "worst ms",
        Figures =
        [
            new("a neighbour's slowest write while 500,000 of its rows are purged ÷ without", "", "AutoCore", "worst ÷"),
            new("the same beside one `DELETE` statement", "", "one `DELETE`", "worst ÷"),
        ],
    },
    new("wal-checkpoint", WalCheckpointBenchmark.RunAsync) { Chart = "at the end" },
    new("mqtt", MqttBenchmark.RunAsync) { Figures = [new("processor time of a script with `mosquitto_pub` ÷ ours", "", "the same number", "÷ AutoCore")] },
    new("fleet", FleetBenchmark.RunAsync),
    new("fleet-large", FleetBenchmark.RunLargeAsync) { Runs = 1 },
    new("unusual", UnusualBenchmark.RunAsync)
    {
        Runs = 1, Chart = "of all incidents", Figures = [new("false alarms a camera and week, when 95 % of incidents are found", "", "AutoCore", "of all incidents")],
    },
    new("shrink", ShrinkBenchmark.RunAsync),
    new("web", WebBenchmark.RunAsync) { Chart = "first page, ms" },
    new("web-round", WebRoundBenchmark.RunAsync)
    {
        Chart = "round, s", Figures = [new("a round beside 64 visitors of the page takes longer by", "5 %", "beside 64", "longer by")],
    },
];
return await BenchmarkSuite.RunAsync(benchmarks, args);
