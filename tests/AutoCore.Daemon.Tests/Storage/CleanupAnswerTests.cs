using AutoCore.Daemon.Storage;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Storage;

public sealed class CleanupAnswerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Finish_WhatWasAdded_IsReadBack()
    {
        Write([new("/var/log/a\tb\n.gz", 12), new("/var/log/c.1", 3)]);
        Assert.Equal([new("/var/log/a\tb\n.gz", 12), new CleanupItem("/var/log/c.1", 3)], CleanupAnswer.Read(CleanupAnswer.FileIn(_folder.Path, "emergency")));
    }

    [Fact]
    public void Finish_MoreThanFits_IsToldAsOneSum()
    {
        var name = new string('x', 200);
        Write(Enumerable.Range(0, 20_000).Select(i => new CleanupItem($"{name}{i}", 10)));
        var file = CleanupAnswer.FileIn(_folder.Path, "emergency");
        Assert.InRange(new FileInfo(file).Length, 1_900_000, 2_100_000);
        var read = CleanupAnswer.Read(file).ToList();
        Assert.Equal(200_000, read.Sum(i => i.Bytes));
        Assert.Contains("journalctl", read[^1].What, StringComparison.Ordinal);
    }

    [Fact]
    public void Finish_LinkInTheWay_LeadsNowhere()
    {
        var victim = _folder.Write("victim", "precious");
        File.CreateSymbolicLink(_folder["emergency.incoming"], victim);
        File.CreateSymbolicLink(_folder["emergency.removed"], victim);
        Write([new("a", 1)]);
        Assert.Equal("precious", File.ReadAllText(victim));
        Assert.Single(CleanupAnswer.Read(CleanupAnswer.FileIn(_folder.Path, "emergency")));
    }

    [Fact]
    public void Take_RequestOfAnyKind_IsGoneAfterwards()
    {
        _folder.Write("cleanup-emergency/full/of", "files");
        File.CreateSymbolicLink(_folder["cleanup-retention"], _folder["nowhere"]);
        Assert.True(RootCleanup.Take(_folder.Path, "emergency"));
        Assert.True(RootCleanup.Take(_folder.Path, "retention"));
        Assert.False(RootCleanup.Take(_folder.Path, "emergency"));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    private void Write(IEnumerable<CleanupItem> items)
    {
        using var answer = new CleanupAnswer(_folder.Path, "emergency");
        foreach (var item in items)
            answer.Add(item);
        answer.Finish();
    }
}
