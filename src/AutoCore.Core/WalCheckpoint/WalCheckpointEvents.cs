using AutoCore.Policies.Health;

namespace AutoCore.Core.WalCheckpoint;

/// <summary>Events of write-ahead logs: from 7200 on.</summary>
public static class WalCheckpointEvents
{
    /// <summary>Write-ahead logs that cannot be emptied.</summary>
    public static Condition Log { get; } = new("wal", "the write-ahead log of", "database");

    public static EventDefinition Starved { get; } = new(7200, "checkpoint-starved", Severity.Warning,
        "The write-ahead log of {database} grows because a reader holds a snapshot<: {held_by}>. End its read transaction " +
        "({wal_bytes} bytes, {frames} frames, {remaining_frames} of them not in the database)<; several readers overlap: AutoCore:WalCheckpoint:MaxBlock, now {max_block_ms} ms, helps if it is longer than their longest>",
        "A write-ahead log is over its limit because a reader holds an old snapshot; the processes are named where they can be seen.",
        "Let that program end its read transaction; restart it if it hangs. Where several readers overlap, none of them alone: set `WalCheckpoint:MaxBlock` above their longest read, for which writers then wait, too.")
    {
        Opens = Log,
        Renamed = ("remaining_frames", "remaining"),
        More = ["busy"],
        Portuguese =
        "O log de {database} cresce porque alguém segura uma leitura antiga<: {held_by}>. Encerre essa transação de leitura ({wal_bytes} bytes, {frames} quadros, {remaining_frames} deles fora do banco)<; várias leituras se sobrepõem: AutoCore:WalCheckpoint:MaxBlock, agora {max_block_ms} ms, ajuda se for maior que a mais longa>",
    };

    public static EventDefinition Recovered { get; } = new(7201, "checkpoint-recovered", Severity.Info,
        "The write-ahead log of {database} could be emptied again: {wal_bytes} bytes",
        "The log could be emptied again.")
    { Ends = Log, Portuguese = "O log de {database} pôde ser esvaziado de novo: {wal_bytes} bytes" };

    public static EventDefinition Refused { get; } = new(7202, "checkpoint-refused", Severity.Warning,
        "The write-ahead log of {database} is not looked after: {reason}",
        "A database's log is not looked after: it is not in WAL mode, missing, or not writable for this service.",
        "Act on the reason; `autoctl grant` opens a neighbour's folder.");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<EventDefinition> All { get; } = [Starved, Recovered, Refused];
}
