using AutoCore.Policies.Health;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Alerts;

/// <summary>Real programs: what they get as arguments and on standard input, and what their exit codes mean.</summary>
public sealed class ProgramTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FarEnd far = new();

    public void Dispose()
    {
        far.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Program_GetsWordsAsTheyAreAndTheTextOnStandardInput()
    {
        var program = Script("for a in \"$@\"; do printf '[%s]' \"$a\"; done > $DIR/args; cat > $DIR/text");
        await TellAsync($$"""{ "Name": "own", "Type": "program", "Program": "{{program}}", "Arguments": [ "--title={title}", "{severity}", "$(id)" ] }""",
            "x; $(touch /tmp/y) `z` -- é");
        Assert.Equal("[--title=pi: critical: x; $(touch /tmp/y) `z` -- é][critical][$(id)]", await File.ReadAllTextAsync(folder["args"]));
        Assert.EndsWith("critical: x; $(touch /tmp/y) `z` -- é", await File.ReadAllTextAsync(folder["text"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mail_GetsSendmailsArgumentsAndTheMessage()
    {
        var program = Script("printf '%s ' \"$@\" > $DIR/args; cat > $DIR/mail");
        await TellAsync(
            $$"""{ "Name": "mail", "Type": "mail", "Program": "{{program}}", "Arguments": [ "-C", "/etc/x" ], "From": "pi@example.org", "To": [ "a@example.org" ] }""", "Grüße");
        Assert.Equal("-C /etc/x -i -f pi@example.org -- a@example.org ", await File.ReadAllTextAsync(folder["args"]));
        var mail = await File.ReadAllTextAsync(folder["mail"]);
        Assert.Contains("\nTo: a@example.org\n", mail, StringComparison.Ordinal);
        Assert.Contains("\nSubject: =?utf-8?B?", mail, StringComparison.Ordinal);
        Assert.Contains("Gr=C3=BC=C3=9Fe\n", mail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mail_RefusedRecipients_KeepNobodyElseFromTheirs()
    {
        var program = Script("for r; do :; done; echo \"$r\" >> $DIR/tries; cat > /dev/null; case $r in gone*) echo '550 no such user' >&2; exit 65;; busy*) exit 75;; esac");
        using var fixture = new AlertsFixture(folder, far, $$"""
            "GroupFor": "00:00:00", "Channels": [ { "Name": "mail", "Type": "mail", "Program": "{{program}}", "From": "pi@example.org",
              "To": [ "gone@example.org", "ana@example.org", "busy@example.org", "gone2@example.org", "joao@example.org", "ANA@example.org" ] } ]
            """);
        await fixture.StartAsync();
        fixture.Raise("a", Rating.Critical, "first");
        await fixture.AdvanceUntilAsync(() => fixture.Measured("sent") == 2);
        fixture.Raise("a", Rating.Critical, "second");
        await fixture.AdvanceUntilAsync(() => fixture.Measured("sent") == 4);
        await fixture.AdvanceUntilAsync(() => fixture.Measured("given_up") == 4, TimeSpan.FromSeconds(10));
        var tries = await File.ReadAllLinesAsync(folder["tries"]);
        Assert.Equal(2, tries.Count(t => t == "ana@example.org"));
        Assert.Equal(2, tries.Count(t => t == "joao@example.org"));
        Assert.Equal(10, tries.Count(t => t == "gone@example.org"));
        Assert.DoesNotContain("ANA@example.org", tries);
        Assert.Contains("gone@example.org: exit code 65: 550 no such user", fixture.Said("problem"), StringComparison.Ordinal);
        Assert.Equal(Rating.Warning, fixture.Reading!.Rating);
        await fixture.StopAsync();
    }

    [Fact]
    public async Task Mail_ThatAnEarlierReleaseLeftForAll_GoesToEach()
    {
        var program = Script("for r; do :; done; echo \"$r\" >> $DIR/tries; exit 75");
        using (var before = new AlertsFixture(folder, far,
            $$""" "GroupFor": "00:00:00", "Channels": [ { "Name": "mail", "Type": "program", "Program": "{{program}}" } ] """))
        {
            await before.StartAsync();
            before.Raise("a", Rating.Critical, "left");
            await before.AdvanceUntilAsync(() => before.Measured("waiting") == 1);
            await before.StopAsync();
        }
        File.Delete(folder["program"]);
        Script("for r; do :; done; echo \"$r\" >> $DIR/tries");
        using var fixture = new AlertsFixture(folder, far, $$"""
            "GroupFor": "00:00:00", "Channels": [ { "Name": "mail", "Type": "mail", "Program": "{{program}}",
              "From": "pi@example.org", "To": [ "a@example.org", "b@example.org" ] } ]
            """);
        await fixture.StartAsync();
        await fixture.AdvanceUntilAsync(() => fixture.Measured("sent") == 2);
        Assert.Equal(["a@example.org", "b@example.org"], (await File.ReadAllLinesAsync(folder["tries"])).Where(t => t.Contains('@', StringComparison.Ordinal)).Order());
        await fixture.StopAsync();
    }

    [Fact]
    public async Task Program_ThatLeavesSomethingRunning_HasDeliveredOnceItEnds()
    {
        var program = Script("echo run >> $DIR/tries; cat > /dev/null; (while [ -d $DIR ]; do sleep 0.2; done) & exit 0");
        using var fixture = new AlertsFixture(folder, far,
            $$""" "GroupFor": "00:00:00", "Channels": [ { "Name": "own", "Type": "program", "Program": "{{program}}" } ] """);
        await fixture.StartAsync();
        fixture.Raise("a", Rating.Critical, "first");
        await fixture.AdvanceUntilAsync(() => fixture.Measured("sent") == 1);
        Assert.Single(await File.ReadAllLinesAsync(folder["tries"]));
        await fixture.StopAsync();
    }

    [Fact]
    public async Task Program_UnknownExitCode_IsRunAFewTimes_AndTheNextAlertDoesNotWait()
    {
        var program = Script("echo \"$1\" >> $DIR/titles; case $1 in *first*) echo 'one of two services failed' >&2; exit 1;; esac");
        using var fixture = new AlertsFixture(folder, far,
            $$""" "GroupFor": "00:00:00", "Channels": [ { "Name": "own", "Type": "program", "Program": "{{program}}", "Arguments": [ "{title}" ] } ] """);
        await fixture.StartAsync();
        fixture.Raise("a", Rating.Critical, "first");
        await fixture.AdvanceUntilAsync(() => fixture.Log.Lines.Any(l => l.EventName == "alert-failed"));
        fixture.Raise("a", Rating.Critical, "second");
        await fixture.AdvanceUntilAsync(() => fixture.Measured("sent") == 1);
        await fixture.AdvanceByAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(2, (await File.ReadAllLinesAsync(folder["titles"])).Count(t => t.Contains("first", StringComparison.Ordinal)));
        await fixture.AdvanceUntilAsync(() => fixture.Measured("given_up") == 1, TimeSpan.FromMinutes(5));
        Assert.Equal(4, (await File.ReadAllLinesAsync(folder["titles"])).Count(t => t.Contains("first", StringComparison.Ordinal)));
        Assert.Single(await File.ReadAllLinesAsync(folder["titles"]), t => t.Contains("second", StringComparison.Ordinal));
        await fixture.StopAsync();
    }

    [Fact]
    public async Task Program_ThatFailsAndDoesNotRead_IsRunAgainWithTheSame()
    {
        var program = Script("echo $1 >> $DIR/ids; [ $(wc -l < $DIR/ids) -ge 3 ] || { echo busy >&2; exit 75; }");
        var fixture = await TellAsync($$"""{ "Name": "own", "Type": "program", "Program": "{{program}}", "Arguments": [ "{id}" ] }""", new string('x', 250));
        Assert.Single((await File.ReadAllLinesAsync(folder["ids"])).Distinct());
        Assert.Equal(3, (await File.ReadAllLinesAsync(folder["ids"])).Length);
        Assert.Contains(fixture.Log.Lines, l => l.EventName == "alert-failed" && l.Text.Contains("exit code 75: busy", StringComparison.Ordinal));
    }

    private async Task<AlertsFixture> TellAsync(string channel, string message)
    {
        using var fixture = new AlertsFixture(folder, far, $$""" "GroupFor": "00:00:00", "Channels": [ {{channel}} ] """);
        await fixture.StartAsync();
        fixture.Raise("a", Rating.Critical, message);
        await fixture.AdvanceUntilAsync(() => fixture.Measured("sent") == 1);
        await fixture.StopAsync();
        return fixture;
    }

    private string Script(string body)
    {
        var path = folder.Write("program", $"#!/bin/sh\nDIR={folder.Path}\n{body}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return path;
    }
}
