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
    new("jpeg", JpegBenchmark.RunAsync),
    new("backup", BackupBenchmark.RunAsync),
    new("foreign-retention", ForeignRetentionBenchmark.RunAsync),
    new("fleet", FleetBenchmark.RunAsync),
    new("fleet-large", FleetBenchmark.RunLargeAsync),
    new("footprint", FootprintBenchmark.RunAsync),
    new("mqtt", MqttBenchmark.RunAsync),
    new("retention", RetentionBenchmark.RunAsync),
    new("round", RoundBenchmark.RunAsync),
    new("unusual", UnusualBenchmark.RunAsync),
    new("shrink", ShrinkBenchmark.RunAsync),
    new("web", WebBenchmark.RunAsync),
    new("web-round", WebRoundBenchmark.RunAsync),
    new("wal-checkpoint", WalCheckpointBenchmark.RunAsync),
];
return await BenchmarkSuite.RunAsync(benchmarks, args);
