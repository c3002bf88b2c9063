using System.Collections.Concurrent;
using AutoCore.Core.Health;
using AutoCore.Daemon.Hosting;
using AutoCore.Testing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AutoCore.Daemon.Tests.Hosting;

/// <summary>What a worker under test lives in: a manual clock, a board whose events are kept, a log whose lines are kept.</summary>
internal sealed class WorkerFixture : IDisposable
{
    private readonly KeptLog log = new();

    public WorkerFixture()
    {
        Logging = LoggerFactory.Create(b => b.SetMinimumLevel(LogLevel.Trace).AddProvider(log));
        Board = new HealthBoard(Time, Logging.CreateLogger<HealthBoard>());
        Board.Raised += Events.Enqueue;
        Heartbeats = new Heartbeats(Time);
        Context = new WorkerContext(Time, Board, Heartbeats, Logging);
    }

    public TestClock Time { get; } = new();

    public HealthBoard Board { get; }

    public Heartbeats Heartbeats { get; }

    public ILoggerFactory Logging { get; }

    public WorkerContext Context { get; }

    /// <summary>Everything raised on the board so far.</summary>
    public ConcurrentQueue<BoardEvent> Events { get; } = new();

    /// <summary>Everything logged so far.</summary>
    public ConcurrentQueue<LogLine> Lines => log.Lines;

    public ILogger<T> Log<T>() => Logging.CreateLogger<T>();

    /// <summary>Events of one type so far.</summary>
    public int Count(string type) => Events.Count(e => e.Type == type);

    /// <summary>Starts a worker and waits until its first pass is over, as its reading or failure on the board shows.</summary>
    public async Task StartAsync(IHostedService worker, string group)
    {
        await worker.StartAsync(CancellationToken.None);
        await Eventually.TrueAsync(() => Board.Find(group) is not null);
    }

    /// <summary>Moves the clocks and waits until the worker has posted again.</summary>
    public async Task AdvanceAsync(TimeSpan by, string group)
    {
        var before = Board.Find(group);
        await Eventually.TrueAsync(() => Time.ActiveTimers > 0);
        Time.Advance(by);
        await Eventually.TrueAsync(() => !ReferenceEquals(before, Board.Find(group)));
    }

    public void Dispose() => Logging.Dispose();

    private sealed class KeptLog : ILoggerProvider
    {
        public ConcurrentQueue<LogLine> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => new Logger(Lines);

        public void Dispose()
        {
        }
    }

    private sealed class Logger(ConcurrentQueue<LogLine> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue(new(eventId.Id, eventId.Name ?? "", logLevel, formatter(state, exception)));
    }
}

/// <summary>A line of the log.</summary>
internal sealed record LogLine(int Id, string Event, LogLevel Level, string Text);
