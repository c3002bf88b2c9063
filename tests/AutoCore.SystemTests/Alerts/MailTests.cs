using System.Text.RegularExpressions;
using AutoCore.Testing;

namespace AutoCore.SystemTests.Alerts;

/// <summary>The real program, msmtp and a real SMTP server: each alert arrives at least once, under one Message-ID.</summary>
public sealed partial class MailTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task AlertTest_ThroughMsmtp_Arrives()
    {
        await using var server = await SmtpServer.StartAsync("take");
        var result = await AutoCoreProcess.RunAsync(["alert", "test", "--config", Settings(server, isDiskFull: false)]);

        Assert.Equal(0, result.ExitCode);
        var mail = Assert.Single(server.Messages);
        Assert.StartsWith("pi@example.org|ana@example.org,joao@example.org\n", mail, StringComparison.Ordinal);
        Assert.Contains("\nSubject: pi: ok: a test", mail.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AlertTest_ServerGone_IsOneAndSaysWhy()
    {
        string settings;
        await using (var server = await SmtpServer.StartAsync("take"))
            settings = Settings(server, isDiskFull: false);
        var result = await AutoCoreProcess.RunAsync(["alert", "test", "--config", settings]);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("mail: failed (exit code ", Assert.Single(result.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Alert_TemporaryFailureThenKilledBeforeTheAnswer_ArrivesUnderOneId_AndItsEndOnce()
    {
        await using var server = await SmtpServer.StartAsync("later");
        var settings = Settings(server, isDiskFull: true);
        await using (var refused = AutoCoreProcess.Start(["run", "--config", settings]))
        {
            await refused.WaitForLineAsync("alert by mail failed");
            refused.Kill();
            await refused.WaitForExitAsync();
        }
        Assert.Empty(server.Messages);

        server.Mode = "hang";
        await using (var killed = AutoCoreProcess.Start(["run", "--config", settings]))
        {
            await Eventually.TrueAsync(() => server.Messages.Count == 1);
            killed.Kill();
            await killed.WaitForExitAsync();
        }

        server.Mode = "take";
        await using (var daemon = AutoCoreProcess.Start(["run", "--config", settings]))
        {
            await daemon.WaitForLineAsync("alert by mail: ");
            daemon.Terminate();
            Assert.Equal(0, await daemon.WaitForExitAsync());
        }
        var told = About(server, "of its bytes");
        Assert.Equal(2, told.Count);
        Assert.NotEmpty(IdOf(told[0]));
        Assert.Equal(told[0], told[1]);

        await using (var daemon = AutoCoreProcess.Start(["run", "--config", Settings(server, isDiskFull: false)]))
        {
            await daemon.WaitForLineAsync("alert by mail: ");
            daemon.Terminate();
            await daemon.WaitForExitAsync();
        }
        Assert.Single(About(server, "Subject: pi: over: the usage of "));
        Assert.Equal(2, About(server, "of its bytes").Count);
    }

    /// <summary>A loaded machine has more to tell than this.</summary>
    private static IReadOnlyList<string> About(SmtpServer server, string text) => [.. server.Messages.Where(m => m.Contains(text, StringComparison.Ordinal))];

    private static string IdOf(string mail) => MessageId().Match(mail).Value;

    private string Settings(SmtpServer server, bool isDiskFull)
    {
        var (warning, critical) = isDiskFull ? (2, 3) : (98, 99);
        return folder.Write("appsettings.json", $$"""
            { "AutoCore": {
                "Node": "pi", "DataDirectory": "{{folder["data"]}}", "SdCard": { "Size": 16 }, "LogRetention": { "Folders": [] },
                "DiskWatchdog": { "Mounts": [ "{{folder.Path}}" ], "TargetPercent": {{warning - 1}}, "WarningPercent": {{warning}}, "CriticalPercent": {{critical}}, "Cleanup": { "Enabled": false } },
                "Alerts": { "GroupFor": "00:00:00", "MinimumSeverity": "critical", "Channels": [ {
                    "Name": "mail", "Type": "mail", "Program": "/usr/bin/msmtp", "Arguments": [ "-C", "{{server.Configuration}}" ],
                    "From": "pi@example.org", "To": [ "ana@example.org", "joao@example.org" ] } ] }
            } }
            """);
    }

    [GeneratedRegex("(?mi)^Message-ID: <[0-9a-f]{32}@example.org>")]
    private static partial Regex MessageId();
}
