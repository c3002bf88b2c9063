using System.Diagnostics;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Packaging;

/// <summary>The completion in a real bash, by the program as it is built.</summary>
public sealed class CompletionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public CompletionTests()
    {
        Directory.CreateDirectory(_folder["bin"]);
        File.CreateSymbolicLink(_folder["bin/autocore"], AutoCoreProcess.ProgramPath);
        _folder.Write("cameras.csv", "Site,Name,Url\nDepot Nord,Gate,http://10.0.0.3/a.jpg\n");
        _folder.Write("appsettings.json", $$"""
            { "AutoCore": { "DataDirectory": "{{_folder["data"]}}", "Cameras": { "InventoryFile": "{{_folder["cameras.csv"]}}", "Sources": [
              { "Site": "Shop", "Name": "Door", "Url": "http://10.0.0.1/a.jpg", "Auth": "digest", "UserName": "viewer", "PasswordKey": "CAMERA_PASSWORD" },
              { "Site": "Shop", "Name": "Desk", "Url": "http://10.0.0.2/a.jpg" } ] },
              "SecondPlace": { "Remotes": [ { "Name": "nas", "Remote": "nas:backups" } ] } } }
            """);
        foreach (var backup in new[] { "autocore-20261120T030000Z.db.gz", "pre_restore/autocore-20261119T030000Z.db.gz" })
        {
            _folder.Write($"data/backups/{backup}", "");
            _folder.Write($"data/backups/{backup}.sha256", "");
        }
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("autocore sta", "stats status")]
    [InlineData("autocore cameras ", "accept add check discover list reorganize")]
    [InlineData("autocore backup verify --", "--config --help --verbose")]
    [InlineData("autocore status --json --j", "")]
    [InlineData("autocore capture --ca", "--camera")]
    [InlineData("autocore capture --site ", "Depot\\ Nord Shop")]
    [InlineData("autocore capture --site s", "Shop")]
    [InlineData("autocore capture --site=S", "Shop")]
    [InlineData("autocore capture --site \"Dep", "Depot Nord")]
    [InlineData("autocore capture --site Depot\\ N", "Depot\\ Nord")]
    [InlineData("autocore capture --site Shop --camera ", "Desk Door")]
    [InlineData("autocore cameras check --site 'Depot Nord' --camera ", "Gate")]
    [InlineData("autocore cameras accept Shop/Door S", "Shop/Desk Shop/Door")]
    [InlineData("autocore timelapse Shop/D", "Shop/Desk Shop/Door")]
    [InlineData("autocore timelapse Shop/Door --from 2026-11-29T06:00 --", "--config --fps --help --to --verbose")]
    [InlineData("autocore restore a", "autocore-20261120T030000Z.db.gz")]
    [InlineData("autocore backup verify pre", "pre_restore/autocore-20261119T030000Z.db.gz")]
    [InlineData("autocore backup list --remote ", "nas")]
    [InlineData("autocore setup --card 1", "16")]
    [InlineData("autocore guard --need 1M -- au", "")]
    [InlineData("autocore complete", "")]
    [InlineData("autocore cleanup-r", "")]
    [InlineData("autoctl ro", "rollback")]
    [InlineData("autoctl service d", "deploy")]
    public async Task Line_GoesOnAs(string line, string expected)
    {
        var output = await Shell.RunAsync(_folder, "completion/autocore", $$"""
            export AUTOCORE_COMPLETE_SECONDS=60
            COMP_LINE={{Quote(line)}} COMP_POINT={{line.Length}}
            {{WordsOf(line)}}
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _{{line.Split(' ')[0]}}
            printf '%s\n' "${COMPREPLY[@]}"
            """);

        var found = output.Where(l => l.Length > 0).Order(StringComparer.Ordinal).ToList();
        if (expected.Contains("--", StringComparison.Ordinal))
            Assert.Subset(found.ToHashSet(), expected.Split(' ').ToHashSet());
        else
            Assert.Equal(expected, string.Join(' ', found));
    }

    [Theory]
    [InlineData("autocore capture --site Sh\t", "autocore capture --site Shop")]
    [InlineData("autocore capture --site=Sh\t", "autocore capture --site=Shop")]
    [InlineData("autocore capture --site Dep\t--ca\t", "autocore capture --site Depot Nord --camera")]
    [InlineData("autocore rest\tauto\t", "autocore restore autocore-20261120T030000Z.db.gz")]
    public async Task TabOnATerminal_CompletesTheLine(string typed, string expected)
    {
        var start = new ProcessStartInfo("script", ["-qec", "bash --norc --noprofile -i", "/dev/null"]) { WorkingDirectory = _folder.Path };
        start.Environment["TERM"] = "dumb";
        await using var terminal = new ChildProcess(start);
        // What was completed is not run, but printed: its beginning becomes that of another command.
        var begin = $"PS1= PATH={_folder["bin"]}:$PATH AUTOCORE_COMPLETE_SECONDS=60; . {Repository.Combine("deploy/completion/autocore")}";
        await terminal.Input.WriteAsync($"{begin}\n{typed}\u0001printf 'line:%s\\n' \"$(echo \u0005)\"\nexit\n");
        await terminal.Input.FlushAsync();

        Assert.Equal(0, await terminal.WaitForExitAsync());
        Assert.Contains(terminal.Output, l => l.TrimEnd().EndsWith($"line:{expected}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task UnreadableSettings_AreNoReasonToWait_NorToPrint()
    {
        await Shell.RunAsync(_folder, null, "rm appsettings.json && mkfifo appsettings.json");

        var output = await Shell.RunAsync(_folder, "completion/autocore",
            "COMP_LINE='autocore capture --site ' COMP_POINT=24 COMP_WORDS=(autocore capture --site '') COMP_CWORD=3; _autocore; echo \"${#COMPREPLY[@]}\"");

        Assert.Equal("0", Assert.Single(output));
    }

    [Fact]
    public async Task NoSecret_IsAmongTheCandidates()
    {
        var all = await AutoCoreProcess.RunAsync(["complete", "--", "cameras", "accept", ""], workingDirectory: _folder.Path);

        Assert.Equal(["Shop/Door", "Shop/Desk", "Depot Nord/Gate"], all.Output);
        Assert.Empty(all.Errors);
    }

    private static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    /// <summary>The words as bash takes a line apart: at blanks outside of quotation marks, and at <c>:</c> and <c>=</c>.</summary>
    private static string WordsOf(string line)
    {
        var words = new List<string> { "" };
        var mark = '\0';
        for (var i = 0; i < line.Length; i++)
        {
            var (character, isOpen) = (line[i], mark != '\0');
            if (!isOpen && character == ' ')
                words.Add("");
            else if (!isOpen && character is ':' or '=')
                words.AddRange([$"{character}", .. i + 1 < line.Length && line[i + 1] != ' ' ? [""] : Array.Empty<string>()]);
            else
                words[^1] += character == '\\' ? $"{character}{line[++i]}" : character;
            mark = character is '"' or '\'' ? isOpen ? '\0' : character : mark;
        }
        return $"COMP_WORDS=({string.Join(' ', words.Select(Quote))})";
    }
}
