using AutoCore.Policies.Hosting;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Commands;

/// <summary>A settings file that is none, or has a piece at the wrong level: each command says so, with the remedy.</summary>
public sealed class WrongFileTests : IDisposable
{
    /// <summary>Those that read none, are other programs', or write them.</summary>
    private static readonly string[] WithoutSettings = ["jpeg", "complete", "cleanup-root", "setup"];

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Commands => [.. CommandRightsPolicy.All.Keys.Except(WithoutSettings)];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task EveryCommand_SaysWhatIsWrongWithTheFile(string verbs)
    {
        var piece = _folder.Write("piece.json", """{ "AutoCore": { }, "Mqtt": { "Host": "a" } }""");
        var empty = _folder.Write("empty.json", "\n");

        var answers = await Task.WhenAll(RunAsync(verbs, _folder.Path), RunAsync(verbs, empty), RunAsync(verbs, piece), RunAsync(verbs, _folder["none.json"]));

        Assert.Equal([78, 78, 78, 78], answers.Select(a => a.ExitCode));
        Assert.Contains(answers[0].Errors, e => e.Contains("is a folder: name the file in it", StringComparison.Ordinal));
        Assert.Contains(answers[1].Errors, e => e.Contains("the file is empty: autocore setup writes one", StringComparison.Ordinal));
        Assert.Contains(answers[2].Errors, e => e.Contains("it belongs inside AutoCore", StringComparison.Ordinal));
        Assert.Contains(answers[3].Errors, e => e.Contains("there is no such file: look at its name, or let autocore setup --config", StringComparison.Ordinal));
        Assert.All(answers, a => Assert.DoesNotContain(a.Errors, e => e.Contains("   at ", StringComparison.Ordinal)));
    }

    private static Task<CommandResult> RunAsync(string verbs, string settings)
    {
        var words = RootCommandTests.WordsOf(verbs);
        var count = verbs.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
        return AutoCoreProcess.RunAsync([.. words[..count], "--config", settings, .. words[count..]]);
    }
}
