using System.Runtime.InteropServices;
using AutoCore.Core.Storage;
using AutoCore.Core.Storage.SafePath;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Storage.SafePath;

/// <summary>Everything both ways: with the kernel's one call, and as where it has none or a filter refuses it.</summary>
public sealed class SafeFolderTests : IDisposable
{
    private static readonly FileName A = new("a");
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Architecture.X64, 0x10000, 0x20000)]
    [InlineData(Architecture.RiscV64, 0x10000, 0x20000)]
    [InlineData(Architecture.Arm64, 0x4000, 0x8000)]
    [InlineData(Architecture.Arm, 0x4000, 0x8000)]
    public void OpenFlags_Architecture_AsItsKernelHasThem(Architecture architecture, int directory, int noFollow)
    {
        var flags = OpenFlags.Of(architecture);
        Assert.Equal((directory, noFollow), (flags.Directory, flags.NoFollow));
        Assert.Equal(3, new[] { flags.Directory, flags.NoFollow, flags.LargeFile }.Distinct().Count());
    }

    [Fact]
    public void OpenFlags_UnknownArchitecture_NothingIsOpenedByGuessedOnes() =>
        Assert.Throws<PlatformNotSupportedException>(() => OpenFlags.Of(Architecture.Wasm));

    [Theory]
    [InlineData("top", true)]
    [InlineData("top", false)]
    [InlineData("top/middle", true)]
    [InlineData("top/middle", false)]
    [InlineData("top/middle/last", true)]
    [InlineData("top/middle/last", false)]
    public void Open_LinkAtAnyComponent_IsRefused(string link, bool atOnce)
    {
        Directory.CreateDirectory(_folder["real/middle/last"]);
        Directory.CreateDirectory(_folder["real/last"]);
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[link])!);
        Directory.CreateSymbolicLink(_folder[link], _folder["real"]);
        Assert.True(Directory.Exists(_folder[link]));
        var refused = Assert.Throws<UnsafePath>(() => SafeFolder.Open(Path.Combine(_folder[link], "last"), atOnce));
        Assert.Contains(_folder[link], refused.Message, StringComparison.Ordinal);
        Assert.Throws<UnsafePath>(() => SafeFolder.Open(_folder[link], atOnce));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Open_PlainPath_IsThatFolder(bool atOnce)
    {
        _folder.Write("x/y/file", "1");
        using var folder = SafeFolder.Open(_folder["x/y"], atOnce);
        Assert.Equal("file", Assert.Single(folder.Entries()).Name.ToString());
        Assert.Equal(FileFacts.Read(_folder["x/y"])!.Value.Identity, folder.Facts.Identity);
        Assert.Null(SafeFolder.TryOpen(_folder["x/missing"], atOnce));
        Assert.Throws<UnsafePath>(() => SafeFolder.Open(_folder["x/y/file"], atOnce));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void OpenEntry_LinkPipeOrOtherKind_IsNotOpened(bool atOnce)
    {
        _folder.Write("outside/file", "secret");
        Directory.CreateDirectory(_folder["in"]);
        Directory.CreateSymbolicLink(_folder["in/folder-link"], _folder["outside"]);
        File.CreateSymbolicLink(_folder["in/file-link"], _folder["outside/file"]);
        MakePipe(_folder["in/pipe"]);
        using var folder = SafeFolder.Open(_folder["in"], atOnce);
        Assert.Null(folder.OpenFolder(new("folder-link")));
        Assert.Null(folder.OpenFile(new("file-link")));
        Assert.Null(folder.OpenFile(new("pipe")));
        Assert.Null(folder.OpenFile(new("folder-link")));
        Assert.Null(folder.OpenFolder(new("pipe")));
        Assert.Null(folder.OpenFile(new("missing")));
        Assert.Throws<ArgumentException>(() => new FileName(".."));
        Assert.Throws<ArgumentException>(() => new FileName("a/b"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Create_NameIsTaken_NothingIsOverwritten(bool atOnce)
    {
        var victim = _folder.Write("outside/victim", "precious");
        Directory.CreateDirectory(_folder["in"]);
        File.CreateSymbolicLink(_folder["in/a"], victim);
        File.CreateSymbolicLink(_folder["in/dangling"], _folder["outside/new"]);
        using var folder = SafeFolder.Open(_folder["in"], atOnce);
        Assert.Throws<IOException>(() => folder.Create(A, 0x1A4));
        Assert.Throws<IOException>(() => folder.Create(new("dangling"), 0x1A4));
        Assert.Equal(["victim"], Directory.GetFiles(_folder["outside"]).Select(Path.GetFileName));
        Assert.Equal("precious", File.ReadAllText(victim));
        using (folder.Create(new("new"), 0x1A0))
            Assert.Equal(0x1A0, (int)File.GetUnixFileMode(_folder["in/new"]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Names_AnyBytes_AreFoundAndRemoved(bool atOnce)
    {
        byte[][] names = [[.. "caf"u8, 0xE9], "two\nlines"u8.ToArray(), [0xFF, 0xFE], "esc\u001b[31m"u8.ToArray(), "é"u8.ToArray()];
        using var folder = SafeFolder.Open(_folder.Path, atOnce);
        foreach (var name in names)
            folder.Create(new(name), 0x1A4).Dispose();
        Assert.Equal(names.Select(Convert.ToHexString).Order(StringComparer.Ordinal), folder.Entries().Select(e => Convert.ToHexString(e.Name.Bytes))
            .Order(StringComparer.Ordinal));
        Assert.Contains(@"caf\xE9", folder.Entries().Select(e => e.Name.ToString()));
        foreach (var name in names)
            Assert.True(folder.Remove(new(name)));
        Assert.Empty(folder.Entries());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void RemoveTree_LinksBelow_GoThemselvesAndNotWhatTheyName(bool atOnce)
    {
        var precious = _folder.Write("outside/precious", "kept");
        _folder.Write("in/a/b/file", "1");
        Directory.CreateSymbolicLink(_folder["in/a/b/link"], _folder["outside"]);
        Directory.CreateSymbolicLink(_folder["in/link"], _folder["outside"]);
        MakePipe(_folder["in/a/pipe"]);
        using var folder = SafeFolder.Open(_folder["in"], atOnce);
        folder.RemoveTree(A);
        folder.RemoveTree(new("link"));
        Assert.Empty(folder.Entries());
        Assert.True(File.Exists(precious));
    }

    [Fact]
    public void Entries_ManyNames_AllAreListedOnce()
    {
        using var folder = SafeFolder.Open(_folder.Path);
        for (var i = 0; i < 3000; i++)
            File.WriteAllBytes(_folder[$"a-name-of-some-length-{i:D5}"], []);
        Assert.Equal(3000, folder.Entries().Select(e => e.Name).Distinct().Count());
        Assert.Equal(3000, folder.Entries().Count());
    }

    [Fact]
    public void Folder_MovedAway_WhatIsOpenStaysWithIt()
    {
        _folder.Write("in/a/mine", "1");
        _folder.Write("decoy/mine", "precious");
        using var folder = SafeFolder.Open(_folder["in"]);
        using var below = folder.OpenFolder(A)!;
        Directory.Move(_folder["in/a"], _folder["elsewhere"]);
        Directory.CreateSymbolicLink(_folder["in/a"], _folder["decoy"]);
        Assert.True(below.Remove(new("mine")));
        Assert.True(File.Exists(_folder["decoy/mine"]));
        Assert.False(File.Exists(_folder["elsewhere/mine"]));
    }

    private static void MakePipe(string path)
    {
        using var process = System.Diagnostics.Process.Start("mkfifo", [path]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
