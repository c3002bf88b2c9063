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
    new("jpeg", JpegBenchmark.RunAsync) { Chart = "TurboJPEG ÷ AutoCore", Mark = 1 },
    new("backup", BackupBenchmark.RunAsync) { Chart = "p99.9 ms" },
    new("foreign-retention", ForeignRetentionBenchmark.RunAsync) { Chart = "worst ms" },
    new("fleet", FleetBenchmark.RunAsync),
    new("fleet-large", FleetBenchmark.RunLargeAsync) { Runs = 1 },
    new("footprint", FootprintBenchmark.RunAsync) { Chart = "resident MB" },
    new("memory-map", FootprintBenchmark.RunMapAsync) { Runs = 1 },
    new("mqtt", MqttBenchmark.RunAsync),
    new("retention", RetentionBenchmark.RunAsync),
    new("round", RoundBenchmark.RunAsync) { Chart = "wall ÷ bound", Mark = 1 },
    new("unusual", UnusualBenchmark.RunAsync) { Runs = 1, Chart = "of all incidents" },
    new("shrink", ShrinkBenchmark.RunAsync),
    new("web", WebBenchmark.RunAsync) { Chart = "first page, ms" },
    new("web-round", WebRoundBenchmark.RunAsync) { Chart = "round, s" },
    new("wal-checkpoint", WalCheckpointBenchmark.RunAsync) { Chart = "at the end" },
];
return await BenchmarkSuite.RunAsync(benchmarks, args);
