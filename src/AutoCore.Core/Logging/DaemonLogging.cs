using System.Collections;
using AutoCore.Core.Storage;
using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Extensions.Logging;
using Serilog.Formatting.Display;

namespace AutoCore.Core.Logging;

/// <summary>Where log lines go: to the journal under systemd, else to standard error; and to a rotated file if one is configured.</summary>
internal static class DaemonLogging
{
    private const string Line = "{Timestamp:HH:mm:ss} {Level:u3} {Message:lj}{NewLine}";
    private const string LineWithTrace = Line + "{Trace:l}";
    private const string FileLine = "{Timestamp:yyyy-MM-ddTHH:mm:ss.fffzzz} {Level:u3} {Message:lj}{NewLine}";

    /// <summary>Adds the one logging provider, with the levels of the <c>Logging</c> section before it.</summary>
    /// <param name="logging">The host's logging.</param>
    /// <param name="options">Levels and file.</param>
    /// <param name="environment">Tells whether systemd's journal takes standard error.</param>
    /// <param name="verbose">Whether stack traces are shown on the console.</param>
    /// <param name="identifier">By which name the journal knows the program.</param>
    public static void AddDaemonLogging(this ILoggingBuilder logging, LoggingOptions options, IDictionary environment, bool verbose,
        string identifier = "autocore")
    {
        var configuration = new LoggerConfiguration().MinimumLevel.Verbose().Enrich.With(new NeutralText());
        if (environment.Contains("JOURNAL_STREAM") && File.Exists(JournalSink.SocketPath))
        {
            configuration.WriteTo.Sink(new JournalSink(new DatagramSender(JournalSink.SocketPath), identifier));
        }
        else
        {
            configuration.WriteTo.Console(outputTemplate: verbose ? LineWithTrace : Line, formatProvider: CultureInfo.InvariantCulture,
                standardErrorFromLevel: Serilog.Events.LogEventLevel.Verbose);
        }
        // The file's folder is mostly the daemon's: root, which would open it by its path, could be led to any other file.
        var refused = options.File is { } named && ProcessRights.IsRoot ? PathWalk.FindProblem(named, isWritten: true) : null;
        if (options.File is { } file && refused is null)
            configuration.WriteTo.Sink(new RotatedFile(file, new MessageTemplateTextFormatter(FileLine, CultureInfo.InvariantCulture)));

        logging.SetMinimumLevel(options.Levels["Default"]);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        foreach (var (category, level) in options.Levels.Where(l => l.Key != "Default"))
            logging.AddFilter(category, level);
        var logger = configuration.CreateLogger();
        if (refused is not null)
            logger.Warning("Logging:File is not opened by root, since {Reason}", refused);
        logging.AddProvider(new SerilogLoggerProvider(logger, dispose: true));
    }
}
