using AutoCore.Daemon.Hosting.Systemd;
using Serilog.Core;
using Serilog.Events;

namespace AutoCore.Daemon.Hosting.Logging;

/// <summary>
/// Writes log lines to the journal with their facts as fields. Lines that could not be sent are counted, and the count is told with the next
/// line that can be.
/// </summary>
internal sealed class JournalSink(DatagramSender sender) : ILogEventSink, IDisposable
{
    /// <summary>Where the journal listens.</summary>
    public const string SocketPath = "/run/systemd/journal/socket";

    private readonly Lock _gate = new();
    private readonly JournalDatagram _datagram = new();
    private long _lost;

    public void Emit(LogEvent logEvent)
    {
        lock (_gate)
        {
            if (_lost > 0 && sender.TrySend(_datagram.Start(LogEventLevel.Warning, $"{_lost} log lines were lost: the journal did not take them", "lines-lost").Add("LINES", _lost.ToString()).Bytes))
                _lost = 0;
            if (_lost > 0 || !sender.TrySend(Compose(logEvent)))
                _lost++;
        }
    }

    public void Dispose() => sender.Dispose();

    private ReadOnlySpan<byte> Compose(LogEvent logEvent)
    {
        _datagram.Start(logEvent.Level, logEvent.RenderMessage(), EventNameOf(logEvent));
        foreach (var (name, value) in logEvent.Properties)
        {
            if (name is not ("EventId" or "SourceContext") && value is ScalarValue { Value: { } scalar })
                _datagram.Add(JournalDatagram.FieldName(name), Convert.ToString(scalar, System.Globalization.CultureInfo.InvariantCulture) ?? "");
        }
        if (logEvent.Properties.TryGetValue("SourceContext", out var source) && source is ScalarValue { Value: string category })
            _datagram.Add("LOGGER", category);
        if (logEvent.Exception is { } failure)
            _datagram.Add("EXCEPTION", failure.ToString());
        return _datagram.Bytes;
    }

    private static string? EventNameOf(LogEvent logEvent) =>
        logEvent.Properties.TryGetValue("EventId", out var id) && id is StructureValue structure
            ? structure.Properties.FirstOrDefault(p => p.Name == "Name")?.Value is ScalarValue { Value: string name } ? name : null
            : null;
}
