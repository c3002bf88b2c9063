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
        Assert.Equal(["pi@example.org|ana@example.org", "pi@example.org|joao@example.org"], server.Messages.Select(m => m[..m.IndexOf('\n')]).Order());
        Assert.All(server.Messages, mail => Assert.Contains("\nSubject: pi: ok: a test", mail.ReplaceLineEndings("\n"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Alert_OneRecipientRefusedAndOneBusy_TheOthersHaveItOnce_AndTheNextOneToo()
    {
        await using var server = await SmtpServer.StartAsync("take");
        var settings = Settings(server, isDiskFull: true, "gone@example.org", "ana@example.org", "busy@example.org", "joao@example.org");
        await using (var daemon = AutoCoreProcess.Start(["run", "--config", settings]))
        {
            await Eventually.TrueAsync(() => Recipients(server, "of its bytes").Count == 2);
            // A refused one is repeated: nobody else gets anything by that.
            await Eventually.TrueAsync(() => daemon.Errors.Count(l => l.Contains("alert by mail failed", StringComparison.Ordinal)) >= 4, TimeSpan.FromMinutes(1));
            daemon.Terminate();
            await daemon.WaitForExitAsync();
        }
        Assert.Equal(["ana@example.org", "joao@example.org"], Recipients(server, "of its bytes"));

        await using (var daemon = AutoCoreProcess.Start(
            ["run", "--config", Settings(server, isDiskFull: false, "gone@example.org", "ana@example.org", "busy@example.org", "joao@example.org")]))
        {
            await Eventually.TrueAsync(() => Recipients(server, "Subject: pi: over: the usage of ").Count == 2);
            daemon.Terminate();
            await daemon.WaitForExitAsync();
        }
        Assert.Equal(["ana@example.org", "joao@example.org"], Recipients(server, "Subject: pi: over: the usage of "));
    }

    [Fact]
    public async Task AlertTest_ServerGone_IsOneAndSaysWhy()
    {
        string settings;
        await using (var server = await SmtpServer.StartAsync("take"))
            settings = Settings(server, isDiskFull: false);
        var result = await AutoCoreProcess.RunAsync(["alert", "test", "--config", settings]);
        Assert.Equal(1, result.ExitCode);
        Assert.Equal(2, result.Errors.Count);
        Assert.All(result.Errors, error => Assert.Matches(@"^mail: failed \((ana|joao)@example\.org: exit code ", error));
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
            await Eventually.TrueAsync(() => About(server, "of its bytes").Count == 2);
            killed.Kill();
            await killed.WaitForExitAsync();
        }

        server.Mode = "take";
        await using (var daemon = AutoCoreProcess.Start(["run", "--config", settings]))
        {
            await Eventually.TrueAsync(() => daemon.Errors.Count(l => l.Contains("alert by mail: ", StringComparison.Ordinal)) >= 2);
            daemon.Terminate();
            Assert.Equal(0, await daemon.WaitForExitAsync());
        }
        // To each recipient twice, under one id each.
        var told = About(server, "of its bytes");
        Assert.Equal(4, told.Count);
        Assert.All(told, mail => Assert.NotEmpty(IdOf(mail)));
        Assert.All(told.GroupBy(IdOf), same => Assert.Equal(2, same.Count()));
        Assert.Equal(2, told.Distinct().Count());

        await using (var daemon = AutoCoreProcess.Start(["run", "--config", Settings(server, isDiskFull: false)]))
        {
            await Eventually.TrueAsync(() => About(server, "Subject: pi: over: the usage of ").Count == 2);
            daemon.Terminate();
            await daemon.WaitForExitAsync();
        }
        Assert.Equal(["ana@example.org", "joao@example.org"], Recipients(server, "Subject: pi: over: the usage of "));
        Assert.Equal(4, About(server, "of its bytes").Count);
    }

    /// <summary>A loaded machine has more to tell than this.</summary>
    private static IReadOnlyList<string> About(SmtpServer server, string text) => [.. server.Messages.Where(m => m.Contains(text, StringComparison.Ordinal))];

    private static IReadOnlyList<string> Recipients(SmtpServer server, string text) =>
        [.. About(server, text).Select(m => m[(m.IndexOf('|') + 1)..m.IndexOf('\n')]).Order(StringComparer.Ordinal)];

    private static string IdOf(string mail) => MessageId().Match(mail).Value;

    private string Settings(SmtpServer server, bool isDiskFull, params string[] to)
    {
        if (to.Length == 0)
            to = ["ana@example.org", "joao@example.org"];
        var (warning, critical) = isDiskFull ? (2, 3) : (98, 99);
        return folder.Write("appsettings.json", $$"""
            { "AutoCore": {
                "Node": "pi", "DataDirectory": "{{folder["data"]}}", "SdCard": { "Size": 16 }, "LogRetention": { "Folders": [] },
                "DiskWatchdog": { "Mounts": [ "{{folder.Path}}" ], "TargetPercent": {{warning - 1}}, "WarningPercent": {{warning}}, "CriticalPercent": {{critical}}, "Cleanup": { "Enabled": false } },
                "Alerts": { "GroupFor": "00:00:00", "MinimumSeverity": "critical", "Channels": [ {
                    "Name": "mail", "Type": "mail", "Program": "/usr/bin/msmtp", "Arguments": [ "-C", "{{server.Configuration}}" ],
                    "From": "pi@example.org", "To": [ {{string.Join(", ", to.Select(t => $"\"{t}\""))}} ] } ] }
            } }
            """);
    }

    [GeneratedRegex("(?mi)^Message-ID: <[0-9a-f]{32}@example.org>")]
    private static partial Regex MessageId();
}
