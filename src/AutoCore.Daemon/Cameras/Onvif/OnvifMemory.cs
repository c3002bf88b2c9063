using System.Collections.Concurrent;
using AutoCore.Core.Cameras;
using AutoCore.Core.Hosting;
using AutoCore.Core.Storage;
using AutoCore.Daemon.Cameras.Storing;
using AutoCore.Policies.Cameras.Http;

namespace AutoCore.Daemon.Cameras.Onvif;

/// <summary>What is known of a device.</summary>
/// <param name="Endpoint">Which one it is, wherever it is; null: it does not say.</param>
/// <param name="Service">Where it is asked, if that is not where the settings say; or null.</param>
/// <param name="Picture">Where its picture or stream is, or null; user and password of the settings are only named in it.</param>
/// <param name="IsSecret">Whether that address holds another secret, which no file may hold.</param>
internal sealed record OnvifTrace(string? Endpoint, Uri? Service, Uri? Picture, bool IsSecret);

/// <summary>Remembers which device a camera is and where its pictures are, over restarts: in a small file that is written when it changes. An entry of the
/// settings that was changed begins anew.</summary>
internal sealed class OnvifMemory
{
    private const char Separator = '\t';
    private const int MostBytes = 16_000_000;

    private readonly StateFile _file;
    private readonly Lazy<ConcurrentDictionary<string, (string Entry, OnvifTrace Trace)>> _traces;
    private volatile bool _isChanged;

    public OnvifMemory(HostingOptions hosting)
    {
        _file = new(Path.Combine(hosting.DataDirectory, "capture", "onvif.tsv"), MostBytes);
        _traces = new(Read);
    }

    /// <summary>What is known, or null.</summary>
    public OnvifTrace? Find(CameraOptions camera) =>
        camera.IsOnvif && _traces.Value.TryGetValue(camera.Label, out var known) && known.Entry == CameraMemory.EntryOf(camera) ? known.Trace : null;

    /// <summary>Whether a camera is known to have a stream only.</summary>
    public bool IsStream(CameraOptions camera) => Find(camera)?.Picture is { } picture && CameraAddress.IsStream(picture);

    /// <summary>Notes what is known now.</summary>
    public void Note(CameraOptions camera, OnvifTrace trace)
    {
        if (Find(camera) == trace)
            return;
        _traces.Value[camera.Label] = (CameraMemory.EntryOf(camera), trace);
        _isChanged = true;
    }

    /// <summary>Writes the file if anything has changed; one that cannot be written is no reason to fail a round.</summary>
    public void TrySave()
    {
        if (!_isChanged)
            return;
        _isChanged = false;
        var text = new StringBuilder();
        foreach (var (label, (entry, trace)) in _traces.Value.OrderBy(static t => t.Key, StringComparer.Ordinal))
        {
            text.AppendJoin(Separator, label, entry, trace.Endpoint, trace.Service?.OriginalString, trace.IsSecret ? null : trace.Picture?.OriginalString)
                .Append('\n');
        }
        _file.TryWrite(text.ToString());
    }

    private ConcurrentDictionary<string, (string Entry, OnvifTrace Trace)> Read()
    {
        var traces = new ConcurrentDictionary<string, (string, OnvifTrace)>(StringComparer.Ordinal);
        foreach (var line in _file.Read())
        {
            if (line.Split(Separator) is [var label, var entry, var endpoint, var service, var picture])
                traces[label] = (entry, new(endpoint.Length > 0 ? endpoint : null, CameraAddress.Create(service), CameraAddress.Create(picture), IsSecret: false));
        }
        return traces;
    }
}
