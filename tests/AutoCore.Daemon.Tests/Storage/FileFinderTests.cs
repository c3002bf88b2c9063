using AutoCore.Core.Storage;
using AutoCore.Core.Storage.SafePath;
using AutoCore.Daemon.Storage;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Storage;

public sealed class FileFinderTests : IDisposable
{
    private static readonly FileWish Logs = new(static (name, _) => name.EndsWith(".gz"u8));
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Delete_TopOrAnythingAboveIsALink_NothingGoesAndItIsSaid()
    {
        var precious = _folder.Write("outside/log/a.gz", "precious");
        Directory.CreateSymbolicLink(_folder["link"], _folder["outside"]);
        Directory.CreateSymbolicLink(_folder["top"], _folder["outside/log"]);
        var mine = _folder.Write("mine/b.gz", "1");
        var finder = new FileFinder([_folder["link/log"], _folder["top"], _folder["mine"], _folder["missing"]], Logs);
        Assert.Equal([mine], finder.Delete().Select(i => i.What));
        Assert.True(File.Exists(precious));
        Assert.Contains($"{_folder["link"]} is a link", finder.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Delete_FolderWithinAnother_EachFileIsCountedOnce()
    {
        _folder.Write("log/a.gz", "1");
        _folder.Write("log/mosquitto/b.gz", "1");
        var finder = new FileFinder([_folder["log"], _folder["log/mosquitto"], _folder["log"]], Logs);
        Assert.Equal(2, finder.List().Count());
        Assert.Equal(2, finder.Delete().Count());
    }

    [Fact]
    public void Delete_LatinNameAndLineBreak_GoAndAreShownInOneLine()
    {
        Directory.CreateDirectory(_folder["log"]);
        using (var log = SafeFolder.Open(_folder["log"]))
        {
            log.Create(new([.. "caf"u8, 0xE9, .. ".gz"u8]), 0x1A4).Dispose();
            log.Create(new("a\n* * * * * root.gz"), 0x1A4).Dispose();
            Assert.Equal([$@"{log.Path}/a\x0A* * * * * root.gz", $@"{log.Path}/caf\xE9.gz"], new FileFinder([_folder["log"]], Logs).Delete().Select(i => i.What)
                .Order(StringComparer.Ordinal));
            Assert.Empty(log.Entries());
        }
    }

    [Fact]
    public void Delete_NameWithAnotherHardLink_IsLeft()
    {
        var file = _folder.Write("log/a.gz", "1");
        Assert.True(Posix.TryLink(file, _folder["log/b.gz"]));
        Assert.Empty(new FileFinder([_folder["log"]], Logs).Delete());
        Assert.True(File.Exists(file));
    }

    [Fact]
    public void Delete_DeeperThanEver_EndsAndSaysSo()
    {
        var path = _folder["deep"];
        for (var i = 0; i < SafeFolder.Deepest + 5; i++)
            path += "/d";
        Directory.CreateDirectory(path);
        File.WriteAllText($"{path}/a.gz", "1");
        var finder = new FileFinder([_folder["deep"]], Logs);
        Assert.Empty(finder.Delete());
        Assert.Contains("deeper", finder.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Delete_FolderIsExchangedForALinkMeanwhile_NothingOutsideGoes()
    {
        for (var i = 0; i < 50; i++)
            _folder.Write($"outside/{i}.gz", "precious");
        Directory.CreateDirectory(_folder["log/a"]);
        Directory.CreateSymbolicLink(_folder["log/swap"], _folder["outside"]);
        using var ended = new CancellationTokenSource();
        var swaps = 0;
        var swapper = new Thread(() =>
        {
            while (!ended.IsCancellationRequested)
            {
                Posix.Exchange(_folder["log/a"], _folder["log/swap"]);
                swaps++;
            }
        });
        swapper.Start();
        var finder = new FileFinder([_folder["log"]], Logs);
        for (var pass = 0; pass < 2000; pass++)
        {
            foreach (var item in finder.Delete())
                Assert.Fail(item.What);
        }
        ended.Cancel();
        swapper.Join();
        Assert.Equal(50, Directory.GetFiles(_folder["outside"]).Length);
        Assert.NotEqual(0, swaps);
    }
}
