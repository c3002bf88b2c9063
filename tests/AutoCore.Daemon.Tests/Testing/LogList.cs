using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace AutoCore.Daemon.Tests.Testing;

/// <summary>Keeps log lines for a test to look at.</summary>
internal sealed class LogList : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<LogLine> _lines = new();

    public IEnumerable<LogLine> Lines => _lines;

    public ILogger CreateLogger(string categoryName) => this;

    public void Dispose()
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue(new(logLevel, eventId.Name, formatter(state, exception)));
}

/// <summary>A line of the log.</summary>
internal sealed record LogLine(LogLevel Level, string? EventName, string Text);
