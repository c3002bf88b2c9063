using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Packaging;

/// <summary><c>autoctl service</c>: its settings files, and whether a release's environment is as it was built.</summary>
public sealed class AutoctlServiceTests : IDisposable
{
    private const string Script = "autoctl-service";
    private const string Rig = "etc=$PWD/services; changeable() { :; }; ";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Setup_WritesWhatIsGiven_AndTheRestHasItsDefault()
    {
        var output = await Shell.RunAsync(_folder, Script, Rig +
            "load shop; setup USER=pi 'EXEC=python -m shop' > /dev/null; load shop; " +
            "printf '%s\\n' \"${set[USER]}\" \"${set[EXEC]}\" \"$unit\" \"$root\" \"$healthy_within\"");

        Assert.Equal(["pi", "python -m shop", "shop.service", "/opt/shop", "60"], output);
    }

    [Theory]
    [InlineData("load 'Shop!'", "which service? a name of lower-case letters, digits and dashes")]
    [InlineData("load autocore-daemon", "the daemon's own releases: autoctl install, upgrade, rollback")]
    [InlineData("load shop; setup COLOUR=red", "COLOUR is none of: UNIT ROOT EXEC USER REQUIREMENTS WHEELS NEED CHECK HEALTHY_WITHIN")]
    [InlineData("load there; setup USER=pi", "there.conf is there already: edit it")]
    [InlineData("load wrong", "wrong.conf:2: COLOUR is none of")]
    [InlineData("load shop; needs_setup", "shop.conf: autoctl service setup shop")]
    public async Task WhatIsWrong_IsOneLineWithTheRemedy(string lines, string told)
    {
        _folder.Write("services/there.conf", "USER=pi\n");
        _folder.Write("services/wrong.conf", "# mine\nCOLOUR=red\n");

        var result = await Shell.TryAsync(_folder, Script, Rig + lines);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(told, Assert.Single(result.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SettingsLine_IsNeverRun()
    {
        _folder.Write("services/shop.conf", "EXEC=\"$(touch ran)\"\nUSER=`touch ran`\n");

        var output = await Shell.RunAsync(_folder, Script, Rig + "load shop; printf '%s\\n' \"${set[EXEC]}\"");

        Assert.Equal("$(touch ran)", Assert.Single(output));
        Assert.False(File.Exists(_folder["ran"]));
    }

    [Fact]
    public async Task HalfARelease_GoesUnlessItIsInUse()
    {
        await Shell.RunAsync(_folder, Script,
            "root=$PWD/opt; mkdir -p opt/releases/{a,b,c,d}; touch opt/releases/{a,c}/complete; ln -s releases/b opt/current; discard_halves");

        Assert.Equal(["a", "b", "c"], Directory.GetDirectories(_folder["opt/releases"]).Select(Path.GetFileName).Order());
    }

    [Theory]
    [InlineData("true", "")]
    [InlineData("echo damaged >> SITE/shop.py", "shop.py is damaged")]
    [InlineData("rm SITE/shop.py", "No such file or directory")]
    [InlineData("rm SITE/shop-1.dist-info/RECORD", "its list of files is missing")]
    [InlineData("sed -i 's/^version = .*/version = 2.7.18/' VENV/pyvenv.cfg", "made for Python 2.7.18")]
    public async Task Environment_ThatIsNotAsItWasBuilt_IsTold(string change, string told)
    {
        const string venv = "opt/releases/1/venv";
        var site = $"{venv}/lib/python3.0/site-packages";
        var lines = $$"""
            root=$PWD/opt
            mkdir -p {{site}}/shop-1.dist-info {{venv}}/bin
            touch opt/releases/1/complete
            ln -s "$(command -v python3)" {{venv}}/bin/python
            python3 -c 'import sys; print("version = " + ".".join(map(str, sys.version_info[:3])))' > {{venv}}/pyvenv.cfg
            echo 'x = 1' > {{site}}/shop.py
            printf 'Metadata-Version: 2.1\nName: shop\nVersion: 1\n' > {{site}}/shop-1.dist-info/METADATA
            python3 -c 'import base64, hashlib; print("shop.py,sha256=" + base64.urlsafe_b64encode(hashlib.sha256(b"x = 1\n").digest()).rstrip(b"=").decode() + ",6")' > {{site}}/shop-1.dist-info/RECORD
            as_service() { shift; "$@"; }
            {{change.Replace("SITE", site, StringComparison.Ordinal).Replace("VENV", venv, StringComparison.Ordinal)}}
            if whole 1; then echo whole; fi
            """;

        var output = string.Join('\n', await Shell.RunAsync(_folder, Script, lines));

        Assert.Contains(told.Length == 0 ? "whole" : told, output, StringComparison.Ordinal);
        Assert.Equal(told.Length == 0, output.EndsWith("whole", StringComparison.Ordinal));
    }
}
