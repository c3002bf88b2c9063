using System.Collections;
using System.Net.Sockets;
using System.Text;
using AutoCore.Core;
using AutoCore.Core.Health;
using AutoCore.Core.Logging;
using AutoCore.Daemon.Hosting;
using AutoCore.Daemon.Hosting.Systemd;
using AutoCore.Policies.Health;
using AutoCore.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Serilog.Events;
using Serilog.Parsing;

namespace AutoCore.Daemon.Tests.Hosting;

/// <summary>Real datagram sockets, as systemd's.</summary>
public sealed class SystemdNotifierTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Socket listener = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { ReceiveTimeout = 10_000 };

    public void Dispose()
    {
        listener.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Notify_SocketByPath_SendsLines()
    {
        listener.Bind(new UnixDomainSocketEndPoint(folder["notify"]));
        using var notifier = new SystemdNotifier(new Hashtable { ["NOTIFY_SOCKET"] = folder["notify"] });
        notifier.Notify(new("READY=1\nSTATUS=ok"));
        Assert.Equal("READY=1\nSTATUS=ok", Receive());
    }

    [Fact]
    public void Notify_AbstractSocket_SendsLines()
    {
        var name = $"autocore-test-{Guid.NewGuid():N}";
        listener.Bind(new UnixDomainSocketEndPoint($"\0{name}"));
        using var notifier = new SystemdNotifier(new Hashtable { ["NOTIFY_SOCKET"] = $"@{name}" });
        notifier.Notify(new("WATCHDOG=1"));
        Assert.Equal("WATCHDOG=1", Receive());
    }

    [Fact]
    public async Task Status_WhileCamerasAreAskedAgain_SaysSo()
    {
        listener.Bind(new UnixDomainSocketEndPoint(folder["notify"]));
        using var notifier = new SystemdNotifier(new Hashtable { ["NOTIFY_SOCKET"] = folder["notify"] });
        var time = new TestClock();
        var board = new HealthBoard(time);
        board.Post(
            new("cameras", Rating.Ok, time.GetUtcNow(), new("total", 345), new("stored", 341), new("missing", 4),
                new("repeat_ts", time.GetUtcNow().ToUnixTimeSeconds() + 110)));
        using var service = new SystemdService(notifier, new Heartbeats(time), board, GroupCatalogue.All, time, NullLogger<SystemdService>.Instance);

        await service.StartedAsync(default);

        Assert.EndsWith(", 341 of 345; 4 again in 2 min", Receive(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_OfAnInstallationOfAMinute_SaysWhatIsSo()
    {
        listener.Bind(new UnixDomainSocketEndPoint(folder["notify"]));
        using var notifier = new SystemdNotifier(new Hashtable { ["NOTIFY_SOCKET"] = folder["notify"] });
        var time = new TestClock();
        var board = new HealthBoard(time);
        using var service = new SystemdService(notifier, new Heartbeats(time), board, GroupCatalogue.All, time, NullLogger<SystemdService>.Instance);
        await service.StartedAsync(default);
        Assert.Equal("STATUS=starting", Receive());

        board.Post(new("disk", Rating.Ok, time.GetUtcNow(), new Measure("used_percent", 12)));
        board.Post(new("backup", Rating.Unknown, time.GetUtcNow(), new Measure("kept", 0)));
        board.Post(new("memory", Rating.Unknown, time.GetUtcNow()));
        board.Post(new("card", Rating.Unknown, time.GetUtcNow(), new Measure("written_mb_today", 3)));
        board.Post(new("backup/nas", Rating.Unknown, time.GetUtcNow()));
        await service.StartedAsync(default);

        Assert.Equal("STATUS=ok, no backup yet, card not rated, memory not measured", Receive());
    }

    [Fact]
    public void Notify_NobodyListens_DoesNotThrow()
    {
        using var notifier = new SystemdNotifier(new Hashtable { ["NOTIFY_SOCKET"] = folder["none"] });
        notifier.Notify(new("READY=1"));
        Assert.True(notifier.IsEnabled);
        using var without = new SystemdNotifier(new Hashtable());
        without.Notify(new("READY=1"));
        Assert.False(without.IsEnabled);
    }

    [Fact]
    public void Notify_StalledServiceManager_NeverWaits()
    {
        listener.Bind(new UnixDomainSocketEndPoint(folder["notify"]));
        using var notifier = new SystemdNotifier(new Hashtable { ["NOTIFY_SOCKET"] = folder["notify"] });
        for (var i = 0; i < 2000; i++)
            notifier.Notify(new("WATCHDOG=1"));
        Assert.Equal("WATCHDOG=1", Receive());
    }

    [Theory]
    [InlineData("30000000", null, 30.0)]
    [InlineData("30000000", "self", 30.0)]
    [InlineData("30000000", "1", null)]
    [InlineData("0", null, null)]
    [InlineData("soon", null, null)]
    [InlineData(null, null, null)]
    public void WatchdogInterval_FromTheEnvironment_IsForThisProcessOnly(string? microseconds, string? pid, double? seconds)
    {
        var environment = new Hashtable();
        if (microseconds is not null)
            environment["WATCHDOG_USEC"] = microseconds;
        if (pid is not null)
            environment["WATCHDOG_PID"] = pid == "self" ? Environment.ProcessId.ToString() : pid;
        using var notifier = new SystemdNotifier(environment);
        Assert.Equal(seconds, notifier.WatchdogInterval?.TotalSeconds);
    }

    [Fact]
    public void Emit_Line_ArrivesWithPriorityEventAndFields()
    {
        listener.Bind(new UnixDomainSocketEndPoint(folder["journal"]));
        using var sink = new JournalSink(new DatagramSender(folder["journal"]), "autocore");
        sink.Emit(Line(LogEventLevel.Warning, "Camera {Camera} failed\nafter {ElapsedMs} ms", ("Camera", "P1"), ("ElapsedMs", 231)));
        var entry = Receive();
        Assert.Contains("PRIORITY=4\n", entry, StringComparison.Ordinal);
        Assert.Contains("SYSLOG_IDENTIFIER=autocore\n", entry, StringComparison.Ordinal);
        Assert.Contains("EVENT=camera-failed\n", entry, StringComparison.Ordinal);
        Assert.Contains("ELAPSED_MS=231\n", entry, StringComparison.Ordinal);
        Assert.StartsWith("MESSAGE\n", entry, StringComparison.Ordinal);
    }

    [Fact]
    public void Emit_StalledJournal_NeverWaitsAndTellsTheLossLater()
    {
        listener.Bind(new UnixDomainSocketEndPoint(folder["journal"]));
        using var sink = new JournalSink(new DatagramSender(folder["journal"]), "autocore");
        for (var i = 0; i < 2000; i++)
            sink.Emit(Line(LogEventLevel.Information, "Line {Number}", ("Number", i)));
        listener.Blocking = false;
        var taken = 0;
        while (TryReceive(out _))
            taken++;
        sink.Emit(Line(LogEventLevel.Information, "Line {Number}", ("Number", 2000)));
        Assert.True(TryReceive(out var loss));
        Assert.Contains($"LINES={2000 - taken}\n", loss, StringComparison.Ordinal);
        Assert.Contains("EVENT=lines-lost\n", loss, StringComparison.Ordinal);
        Assert.True(TryReceive(out var next));
        Assert.Contains("NUMBER=2000\n", next, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ElapsedMs", "ELAPSED_MS")]
    [InlineData("Site", "SITE")]
    [InlineData("WALBytes", "WALBYTES")]
    [InlineData("p99", "P99")]
    public void FieldName_Property_IsSpeltAsTheJournalDoes(string property, string field) => Assert.Equal(field, JournalDatagram.FieldName(property));

    private static LogEvent Line(LogEventLevel level, string template, params (string Name, object Value)[] facts) => new(
        TimeProvider.System.GetUtcNow(), level, null, new MessageTemplateParser().Parse(template),
        [
            .. facts.Select(f => new LogEventProperty(f.Name, new ScalarValue(f.Value))),
            new LogEventProperty("EventId", new StructureValue([new("Id", new ScalarValue(1)), new("Name", new ScalarValue("camera-failed"))])),
        ]);

    private string Receive()
    {
        var buffer = new byte[64 * 1024];
        return Encoding.UTF8.GetString(buffer, 0, listener.Receive(buffer));
    }

    private bool TryReceive(out string datagram)
    {
        try
        {
            datagram = Receive();
            return true;
        }
        catch (SocketException)
        {
            datagram = "";
            return false;
        }
    }
}
