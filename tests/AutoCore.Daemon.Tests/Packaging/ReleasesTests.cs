using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Packaging;

/// <summary>What <c>autoctl</c> and <c>autoctl service</c> share: releases side by side, switched in one step, on trial until they are healthy.</summary>
public sealed class ReleasesTests : IDisposable
{
    private const string Script = "autoctl-releases";

    /// <summary>Real links and folders; what systemd would answer is a release's name.</summary>
    private const string Rig = """
        set -euo pipefail
        root=$PWD/root state=$PWD/state name=shop unit=shop.service healthy_within=1
        mkdir -p "$root/releases"
        fit() { :; }
        abandon() { echo "abandoned $1"; }
        restart() { [[ $(current) != dead* ]]; }
        healthy() { [[ $(current) != sick* ]]; }
        release() { mkdir -p "$root/releases/$1"; touch -d "@$2" "$root/releases/$1"; }
        show() { echo "current=$(current) previous=$(previous) pending=$([ -e "$(pending)" ] && echo yes || echo no)"; }

        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task HealthyRelease_IsKept_AndTheOneBeforeIsWhereRollbackGoes()
    {
        var output = await Shell.RunAsync(_folder, Script, Rig + "release a 100; release b 200; switch a; switch b; show; go_back; show");

        Assert.Equal(["autoctl: a runs", "autoctl: b runs", "current=b previous=a pending=no", "autoctl: a runs", "current=a previous=b pending=no"], output);
    }

    [Theory]
    [InlineData("dead")]
    [InlineData("sick")]
    public async Task ReleaseThatDoesNotGetHealthy_TakesItselfBack(string how)
    {
        var result = await Shell.TryAsync(_folder, Script, Rig + $"release a 100; release {how} 200; switch a; switch {how} || show");

        Assert.Equal("current=a previous= pending=no", result.Output[^1]);
        Assert.Contains($"{how} did not get healthy: back to a", Assert.Single(result.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FirstRelease_ThatDoesNotGetHealthy_IsLeftToItsOwner()
    {
        var output = await Shell.RunAsync(_folder, Script, Rig + "release sick 100; switch sick || show");

        Assert.Equal(["abandoned sick", "current=sick previous= pending=no"], output);
    }

    [Theory]
    [InlineData("b", "current=b previous=a pending=no")]
    [InlineData("sick", "current=a previous= pending=no")]
    public async Task InterruptedSwitch_IsFinishedOrTakenBack(string to, string expected)
    {
        var cut = $"release a 100; release {to} 200; switch a; (healthy() {{ kill -KILL $BASHPID; }}; switch {to}) || true; ";

        var output = await Shell.RunAsync(_folder, Script, Rig + cut + "show; settle 2> /dev/null || true; show");

        Assert.Equal($"current={to} previous= pending=yes", output[1]);
        Assert.Equal(expected, output[^1]);
    }

    [Fact]
    public async Task Rollback_WithNothingToGoBackTo_OrToWhatIsNotThere_SaysSo()
    {
        var none = await Shell.TryAsync(_folder, Script, Rig + "release a 100; switch a; go_back");
        var other = await Shell.TryAsync(_folder, Script, Rig + "go_back 9.9");

        Assert.Equal((1, "autoctl: there is no release to go back to"), (none.ExitCode, none.Errors[^1]));
        Assert.Equal((1, "autoctl: there is no release 9.9; there are: a"), (other.ExitCode, other.Errors[^1]));
    }

    [Fact]
    public async Task Prune_KeepsCurrentPreviousAndTheNewestOther()
    {
        await Shell.RunAsync(_folder, Script, Rig +
            "for r in a b c d e; do release $r 100; done; touch -d @200 root/releases/c; mkdir root/releases/.old.x; point current a; point previous b; prune");

        Assert.Equal(["a", "b", "c"], Directory.GetDirectories(_folder["root/releases"]).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task List_NamesWhatRunsAndWhereRollbackGoes()
    {
        var output = await Shell.RunAsync(_folder, Script, Rig + "release a 100; release b 300; release c 200; point current b; point previous a; list");

        Assert.Equal(["* b", "  c", "  a (rollback goes here)"], output.Take(3));
    }

    [Theory]
    [InlineData("mkdir d; ln -s loop d/loop; changeable d/loop", "the links of d/loop lead in a circle|belongs to")]
    [InlineData("changeable /no/such/file", "/no is not there")]
    [InlineData("changeable /usr/bin/env", "")]
    [InlineData("touch mine; chmod 666 mine; changeable $PWD/mine", "others can write|belongs to")]
    [InlineData("mkdir -m 777 open; touch open/file; changeable $PWD/open/file", "others can write|belongs to")]
    public async Task Changeable_SaysWhoElseCould(string lines, string expected)
    {
        var output = string.Join('\n', await Shell.RunAsync(_folder, Script, lines));

        Assert.True(expected.Length == 0 ? output.Length == 0 : expected.Split('|').Any(e => output.Contains(e, StringComparison.Ordinal)), output);
    }

    [Fact]
    public async Task TrustedPath_LeavesOutWhatOthersCouldChange()
    {
        var output = await Shell.RunAsync(_folder, Script, "mkdir -m 777 open; trusted_path \"/usr/bin:$PWD/open:relative::.:/no/such\"");

        Assert.Equal("/usr/bin", Assert.Single(output));
    }
}
