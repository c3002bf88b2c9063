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
            $$"""{ "Name": "mail", "Type": "mail", "Program": "{{program}}", "Arguments": [ "-C", "/etc/x" ], "From": "pi@example.org", "To": [ "a@example.org", "b@example.org" ] }""", "Grüße");
        Assert.Equal("-C /etc/x -i -f pi@example.org -- a@example.org b@example.org ", await File.ReadAllTextAsync(folder["args"]));
        var mail = await File.ReadAllTextAsync(folder["mail"]);
        Assert.Contains("\nSubject: =?utf-8?B?", mail, StringComparison.Ordinal);
        Assert.Contains("Gr=C3=BC=C3=9Fe\n", mail, StringComparison.Ordinal);
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
