using AutoCore.Core.Hosting;
using AutoCore.Core.Logging;
using AutoCore.Core.Storage;
using AutoCore.Policies.Health;
using Microsoft.Extensions.Logging;

namespace AutoCore.Core.Health;

/// <summary>The board's state as a file, for <c>autocore status</c> and scripts: replaced atomically, readable by all, lost by a restart without
/// harm.</summary>
internal sealed class StatusFile(HealthBoard board, RuntimeDirectory runtime, HostingOptions hosting, TimeProvider time, ILogger<StatusFile> log)
{
    private readonly Lock _gate = new();
    private bool _failed;

    /// <summary>Writes the state; a folder that cannot be written is reported once, and the daemon goes on.</summary>
    public void TryWrite() => TryWrite(runtime.StatusFile, Compose);

    /// <summary>Writes the cameras' state, in a file of its own beside it: hundreds of them would be 50 KB, written anew twice a minute.</summary>
    public void TryWriteCameras() => TryWrite(Path.Combine(runtime.Path, "cameras.json"), ComposeCameras);

    private void TryWrite(string file, Func<byte[]> compose)
    {
        lock (_gate)
        {
            try
            {
                AtomicFile.Write(file, compose(), durable: false);
                _failed = false;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                if (!_failed)
                    log.Write(HealthEvents.StatusNotWritten, new("file", file), new("reason", e.Message));
                _failed = true;
            }
        }
    }

    private byte[] ComposeCameras() => JsonBytes.WriteObject(json =>
    {
        json.WriteNumber("ts", time.GetUtcNow().ToUnixTimeSeconds());
        json.WriteString("data_directory", hosting.DataDirectory);
        json.WriteStartObject("cameras");
        foreach (var reading in board.Readings.Where(r => r.IsCamera))
        {
            json.WritePropertyName(reading.Group);
            HealthJson.WriteReading(json, reading);
        }
        json.WriteEndObject();
    });

    private byte[] Compose() => JsonBytes.WriteObject(json =>
    {
        json.WriteNumber("ts", time.GetUtcNow().ToUnixTimeSeconds());
        json.WriteString("rating", board.Whole.ToWord());
        json.WriteString("node", hosting.Node);
        json.WriteString("version", Product.Version);
        json.WriteNumber("pid", Environment.ProcessId);
        json.WriteString("data_directory", hosting.DataDirectory);
        // Their group speaks for the cameras.
        foreach (var reading in board.Readings.Where(r => !r.IsCamera))
        {
            json.WritePropertyName(reading.Group);
            HealthJson.WriteReading(json, reading);
        }
    });
}
