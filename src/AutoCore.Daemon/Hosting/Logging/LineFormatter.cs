using System.Globalization;
using AutoCore.Policies.Hosting;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Display;

namespace AutoCore.Daemon.Hosting.Logging;

/// <summary>A log event as one line: names and messages of others in it can neither begin a line of their own nor steer a terminal.</summary>
/// <param name="head">What stands before the message, as a template of Serilog's.</param>
/// <param name="withTrace">Whether an exception follows on lines of its own.</param>
internal sealed class LineFormatter(string head, bool withTrace = false) : ITextFormatter
{
    private const int LongestMessage = 16 * 1024;
    private readonly MessageTemplateTextFormatter _head = new(head, CultureInfo.InvariantCulture);
    private readonly MessageTemplateTextFormatter _message = new("{Message:lj}", CultureInfo.InvariantCulture);

    public void Format(LogEvent logEvent, TextWriter output)
    {
        _head.Format(logEvent, output);
        using var message = new StringWriter(CultureInfo.InvariantCulture);
        _message.Format(logEvent, message);
        output.WriteLine(SafeText.Of(message.ToString(), LongestMessage));
        if (withTrace && logEvent.Exception is { } failure)
            output.WriteLine(failure);
    }
}
