using AutoCore.Core.Logging;
using AutoCore.Core.Storage;
using AutoCore.Policies.Hosting;

namespace AutoCore.Daemon.Storage;

/// <summary>Where the audit is kept.</summary>
/// <param name="File">The file, or null: in the journal alone.</param>
internal sealed record AuditPlace(string? File);

/// <summary>
/// One line for everything that was deleted or restored, with path and bytes: in the journal, and in <c>audit.log</c> in the data directory, which
/// is only ever appended to, synced at the end of each piece of work, and set aside as <c>audit.1.log</c> at 5 MB.
/// </summary>
internal sealed class AuditLog(AuditPlace place, TimeProvider time, ILogger<AuditLog> log)
{
    private const long LargestFile = 5_000_000;
    private const int LinesBetweenSyncs = 64;
    private const int LongestLine = 8_192;

    private readonly Lock _gate = new();
    private readonly StringBuilder _lines = new();
    private int _count;

    /// <summary>Its file, or null: in the journal alone.</summary>
    public string? FilePath => place.File;

    /// <summary>Notes what was done; it reaches the card with the next <see cref="Flush"/>, or by itself once some lines wait.</summary>
    /// <param name="action">One word, as <c>delete</c> or <c>restore</c>.</param>
    /// <param name="by">Who did it: a step, a command.</param>
    /// <param name="item">What, and how much.</param>
    public void Add(string action, string by, CleanupItem item)
    {
        var what = SafeText.Of(item.What, LongestLine);
        log.Write(StorageEvents.Audit, new("action", action), new("path", what), new("bytes", item.Bytes), new("by", by));
        if (place.File is null)
            return;
        lock (_gate)
        {
            _lines.Append(CultureInfo.InvariantCulture, $"{time.GetUtcNow():yyyy-MM-ddTHH:mm:ssZ} {action} {by} {item.Bytes} {what}\n");
            if (++_count >= LinesBetweenSyncs)
                Write();
        }
    }

    /// <summary>Brings the lines onto the card, so that a power cut does not take them. A card that refuses is told in the log; the lines wait for the next
    /// time.</summary>
    public void Flush()
    {
        lock (_gate)
        {
            if (_count > 0)
                Write();
        }
    }

    private void Write()
    {
        var path = place.File!;
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > LargestFile })
                File.Move(path, Path.ChangeExtension(path, ".1.log"), overwrite: true);
            using var file =
                new FileStream(path, new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.ReadWrite, BufferSize = 0 });
            file.Write(Encoding.UTF8.GetBytes(_lines.ToString()));
            file.Flush(flushToDisk: true);
            _lines.Clear();
            _count = 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (int.IsPow2(_count))
                log.Write(StorageEvents.AuditNotWritten, new("file", path), new("reason", e.Message), new("lines", _count));
            // The journal has them all: memory stays bounded.
            if (_count > LinesBetweenSyncs * 16)
                (_count, _) = (0, _lines.Clear());
        }
    }
}
