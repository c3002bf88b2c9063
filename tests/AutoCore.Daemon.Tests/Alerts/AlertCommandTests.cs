using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Alerts;

/// <summary>The program as a user types it.</summary>
public sealed class AlertCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FarEnd far = new();

    public void Dispose()
    {
        far.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData(2, 0, 0)]
    [InlineData(1, 1, 2)]
    [InlineData(0, 2, 1)]
    [InlineData(0, 0, 1)]
    public async Task Test_ExitCode_TellsWhetherAllSomeOrNoneArrived(int good, int bad, int expected)
    {
        var result = await RunAsync("test",
            [.. Enumerable.Range(0, good + bad).Select(i => $$"""{ "Name": "w{{i}}", "Type": "ntfy", "UrlKey": "{{(i < good ? "URL" : "NOWHERE")}}" }""")]);
        Assert.Equal(expected, result.ExitCode);
        Assert.Equal(good, result.Output.Count(l => l.Contains(": delivered (200, ", StringComparison.Ordinal)));
        Assert.Equal(good, far.Distinct.Count);
        Assert.Equal(Math.Max(bad, good + bad == 0 ? 1 : 0), result.Errors.Count);
        Assert.All(result.Errors.Take(bad), l => Assert.Contains("the secret NOWHERE was not found", l, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Doctor_NamesWhatAWayLacks()
    {
        var result = await RunAsync("doctor",
            """{ "Name": "good", "Type": "slack", "UrlKey": "URL" }""",
            """{ "Name": "nosecret", "Type": "slack", "UrlKey": "NOWHERE" }""",
            """{ "Name": "noprogram", "Type": "program", "Program": "/nowhere/apprise" }""");
        Assert.Contains(result.Output, l => l.StartsWith("ok       alerts by good: ", StringComparison.Ordinal));
        Assert.Contains(result.Output,
            l => l.StartsWith("critical alerts by nosecret: ", StringComparison.Ordinal) && l.Contains("NOWHERE=https://", StringComparison.Ordinal));
        Assert.Contains(result.Output, l => l.StartsWith("critical alerts by noprogram: /nowhere/apprise", StringComparison.Ordinal));
        Assert.All(result.Output, l => Assert.DoesNotContain("s3cret", l, StringComparison.Ordinal));
        Assert.Empty(far.Requests);
    }

    [Theory]
    [InlineData("""{ "Name": "a", "Type": "slack" }""", "UrlKey")]
    [InlineData("""{ "Name": "a", "Type": "json", "UrlKey": "U" }""", "Template")]
    [InlineData("""{ "Name": "a", "Type": "json", "UrlKey": "U", "Template": "{" }""", "Template")]
    [InlineData("""{ "Name": "a", "Type": "mail", "From": "a@b" }""", "To")]
    [InlineData("""{ "Name": "a", "Type": "mail", "From": "-x@b", "To": [ "a@b" ] }""", "From")]
    [InlineData("""{ "Name": "a", "Type": "program" }""", "Program")]
    [InlineData("""{ "Name": "a", "Type": "ntfy", "UrlKey": "U", "QuietHours": "22-7" }""", "QuietHours")]
    [InlineData("""{ "Name": "a b", "Type": "ntfy", "UrlKey": "U" }""", "Name")]
    public async Task Config_Mistake_IsNamed(string channel, string key)
    {
        var result = await RunAsync("config", channel);
        Assert.Equal(78, result.ExitCode);
        Assert.Contains($"Channels:0:{key}", Assert.Single(result.Errors), StringComparison.Ordinal);
    }

    private Task<CommandResult> RunAsync(string verb, params string[] channels)
    {
        var file =
            folder.Write(
            "appsettings.json",
            $$"""{ "AutoCore": { "DataDirectory": "{{folder.Path}}", "SecretsFile": "{{folder["none"]}}", "SdCard": { "Size": 8 }, "Alerts": { "Channels": [ {{string.Join(", ", channels)}} ] } } }""");
        string[] words = verb switch { "test" => ["alert", "test"], "config" => ["config", "--check"], _ => [verb] };
        return AutoCoreProcess.RunAsync([.. words, "--config", file], new Dictionary<string, string> { ["URL"] = far.Url });
    }
}
