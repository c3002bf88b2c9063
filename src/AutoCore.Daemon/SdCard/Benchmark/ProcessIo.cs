namespace AutoCore.Daemon.SdCard.Benchmark;

/// <summary>What the kernel accounts to this process.</summary>
internal static class ProcessIo
{
    /// <summary>Bytes that it caused to be read from a device; 0 where the kernel does not tell.</summary>
    public static long ReadBytes() =>
        File.ReadLines("/proc/self/io").FirstOrDefault(l => l.StartsWith("read_bytes: ", StringComparison.Ordinal)) is { } line
        && long.TryParse(line.AsSpan("read_bytes: ".Length), out var bytes)
            ? bytes
            : 0;
}
