using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Display;

namespace AutoCore.Core.Logging;

/// <summary>
/// Writes log lines to the journal with their facts as fields. Lines that could not be sent are counted, and the count is told with the next
/// line that can be.
/// </summary>
internal sealed class JournalSink(DatagramSender sender, string identifier) : ILogEventSink, IDisposable
{
    /// <summary>Where the journal listens.</summary>
    public const string SocketPath = "/run/systemd/journal/socket";

    /// <summary>Text as it is, not in quotation marks: the facts have fields of their own.</summary>
    private static readonly MessageTemplateTextFormatter Message = new("{Message:lj}", CultureInfo.InvariantCulture);

    private readonly Lock _gate = new();
    private readonly StringWriter _message = new(CultureInfo.InvariantCulture);
    private readonly JournalDatagram _datagram = new(identifier);
    private long _lost;

    public void Emit(LogEvent logEvent)
    {
        lock (_gate)
        {
            if (_lost > 0 && sender.TrySend(_datagram.Start(LogEventLevel.Warning, $"{_lost} log lines were lost: the journal did not take them", "lines-lost")
                .Add("LINES", _lost.ToString()).Bytes))
            {
                _lost = 0;
            }
            if (_lost > 0 || !sender.TrySend(Compose(logEvent)))
                _lost++;
        }
    }

    public void Dispose()
    {
        sender.Dispose();
        _message.Dispose();
    }

    private ReadOnlySpan<byte> Compose(LogEvent logEvent)
    {
        _message.GetStringBuilder().Clear();
        Message.Format(logEvent, _message);
        _datagram.Start(logEvent.Level, _message.ToString(), EventNameOf(logEvent));
        foreach (var (name, value) in logEvent.Properties)
        {
            if (name is not ("EventId" or "SourceContext" or EventLog.SentenceProperty or NeutralText.Trace) && value is ScalarValue { Value: { } scalar })
                _datagram.Add(JournalDatagram.FieldName(name), Convert.ToString(scalar, CultureInfo.InvariantCulture) ?? "");
        }
        if (logEvent.Properties.TryGetValue("SourceContext", out var source) && source is ScalarValue { Value: string category })
            _datagram.Add("LOGGER", category);
        if (logEvent.Exception is { } failure)
            _datagram.Add("EXCEPTION", NeutralText.LinesOf(failure));
        return _datagram.Bytes;
    }

    private static string? EventNameOf(LogEvent logEvent) =>
        logEvent.Properties.TryGetValue("EventId", out var id) && id is StructureValue structure
            ? structure.Properties.FirstOrDefault(p => p.Name == "Name")?.Value is ScalarValue { Value: string name } ? name : null
            : null;
}
