using AutoCore.Testing;

namespace AutoCore.SystemTests.Alerts;

/// <summary>The real program and Apprise, with services that it knows, of which one may be down or bear another tag.</summary>
public sealed class AppriseTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AlertTest_ByTheExampleOfTheDocumentation_Arrives()
    {
        await using var hook = await HookServer.StartAsync();
        var result = await AutoCoreProcess.RunAsync(["alert", "test", "--config", Settings($"urls:\n  - json://127.0.0.1:{hook.Port}/good\n", 50)]);

        Assert.True(result.ExitCode == 0, string.Join('\n', result.Errors));
        Assert.Contains("a test", Assert.Single(hook.Posted("/good")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OneServiceDown_TheOtherIsNotToldTheSameAgainAndAgain_AndIsToldTheNext()
    {
        await using var hook = await HookServer.StartAsync();
        var services = $"urls:\n  - json://127.0.0.1:{hook.Port}/good\n  - json://127.0.0.1:1/down\n";
        await TellAndEndAsync(Settings(services, full: 2), () => hook.Posted("/good").Count(IsBeginning) == 1, "alert by apprise failed");
        await TellAndEndAsync(Settings(services, full: 98), () => hook.Posted("/good").Any(IsEnd), "alert by apprise failed");

        Assert.InRange(hook.Posted("/good").Count(IsBeginning), 1, 2);
        Assert.Single(hook.Posted("/good"), IsEnd);
    }

    [Fact]
    public async Task TagThatNobodyBears_HoldsUpNoOther()
    {
        await using var hook = await HookServer.StartAsync();
        var services = $"urls:\n  - json://127.0.0.1:{hook.Port}/good:\n      - tag: critical\n";
        await TellAndEndAsync(Settings(services, full: 2, "--tag={severity}"), () => hook.Posted("/good").Any(IsBeginning), "alert by apprise: ");
        // The end has the severity ok, which no service bears.
        await TellAndEndAsync(Settings(services, full: 98, "--tag={severity}"), static () => true, "alert by apprise failed: exit code 3");
        await TellAndEndAsync(Settings(services, full: 2, "--tag={severity}"), () => hook.Posted("/good").Count(IsBeginning) == 2, "alert by apprise: ");
        Assert.DoesNotContain(hook.Posted("/good"), IsEnd);
    }

    private static bool IsBeginning(string post) => post.Contains("of its bytes", StringComparison.Ordinal) && !IsEnd(post);

    private static bool IsEnd(string post) => post.Contains("over: the usage of ", StringComparison.Ordinal);

    private static async Task TellAndEndAsync(string settings, Func<bool> isTold, string line)
    {
        await using var daemon = AutoCoreProcess.Start(["run", "--config", settings]);
        await Eventually.TrueAsync(isTold, TimeSpan.FromMinutes(1));
        await daemon.WaitForLineAsync(line, TimeSpan.FromMinutes(1));
        daemon.Terminate();
        await daemon.WaitForExitAsync();
    }

    /// <summary>A disk that is too full from some percent on.</summary>
    private string Settings(string services, int full, params string[] more)
    {
        var config = _folder.Write("apprise.yml", services);
        var arguments = string.Join(", ", new[] { $"--config={config}", "--title={title}" }.Concat(more).Select(a => $"\"{a}\""));
        return _folder.Write("appsettings.json", $$"""
            { "AutoCore": {
                "Node": "pi", "DataDirectory": "{{_folder["data"]}}", "SdCard": { "Size": 16 }, "LogRetention": { "Folders": [] },
                "DiskWatchdog": { "Mounts": [ "{{_folder.Path}}" ], "TargetPercent": {{full - 1}}, "WarningPercent": {{full}}, "CriticalPercent": {{full + 1}}, "Cleanup": { "Enabled": false } },
                "Alerts": { "GroupFor": "00:00:00", "MinimumSeverity": "critical", "Channels": [ {
                    "Name": "apprise", "Type": "program", "Program": "/usr/bin/apprise", "Arguments": [ {{arguments}} ] } ] }
            } }
            """);
    }
}
