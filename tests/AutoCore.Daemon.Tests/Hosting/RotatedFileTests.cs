using AutoCore.Core.Logging;
using AutoCore.Testing;
using Serilog;
using Serilog.Formatting.Display;

namespace AutoCore.Daemon.Tests.Hosting;

/// <summary>What becomes of a log file whose name others use, too.</summary>
public sealed class RotatedFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RotatedFile _file;
    private readonly Serilog.Core.Logger _log;

    public RotatedFileTests()
    {
        _file = new(Log, new MessageTemplateTextFormatter("{Message:lj}{NewLine}"));
        _log = new LoggerConfiguration().WriteTo.Sink(_file).CreateLogger();
    }

    private string Log => _folder["logs/a.log"];

    public void Dispose()
    {
        _log.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Moved_GoesOnInANewFile()
    {
        Write("one");
        File.Move(Log, $"{Log}.old");
        Write("two");
        Assert.Equal(["one"], File.ReadAllLines($"{Log}.old"));
        Assert.Equal(["two"], File.ReadAllLines(Log));
    }

    [Fact]
    public void MovedAndMadeAnew_AsLogrotateDoes_GoesOnInTheNewOne()
    {
        Write("one");
        File.Move(Log, $"{Log}.old");
        File.WriteAllText(Log, "");
        Write("two");
        Assert.Equal(["two"], File.ReadAllLines(Log));
    }

    [Fact]
    public void CopiedAndCut_AsLogrotateDoes_BeginsAtTheFront()
    {
        Write("one");
        using (var cut = new FileStream(Log, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            cut.SetLength(0);
        Write("two");
        Assert.Equal("two\n", File.ReadAllText(Log));
    }

    [Fact]
    public void RemovedAlone_OrWithItsFolder_IsMadeAnew()
    {
        Write("one");
        File.Delete(Log);
        Write("two");
        Assert.Equal(["two"], File.ReadAllLines(Log));
        Directory.Delete(_folder["logs"], recursive: true);
        Write("three");
        Assert.Equal(["three"], File.ReadAllLines(Log));
        Directory.Move(_folder["logs"], _folder["before"]);
        Directory.CreateDirectory(_folder["logs"]);
        Write("four");
        Assert.Equal(["four"], File.ReadAllLines(Log));
    }

    [Fact]
    public void CannotBeWritten_GoesOnLater_AndSaysWhatIsMissing()
    {
        Directory.CreateDirectory(Log);
        Write("one");
        Write("two");
        Directory.Delete(Log);
        Write("three");
        var lines = File.ReadAllLines(Log);
        Assert.Contains("2 lines could not be written", lines[0], StringComparison.Ordinal);
        Assert.Equal("three", lines[1]);
    }

    [Fact]
    public void Large_IsRotated_AndFewAreKept()
    {
        var line = new string('x', 1_000_000);
        for (var i = 0; i < 25; i++)
            Write($"{i} {line}");
        Assert.Equal(RotatedFile.Kept, Directory.GetFiles(_folder["logs"]).Length);
        Assert.All(Directory.GetFiles(_folder["logs"]), file => Assert.InRange(new FileInfo(file).Length, 1, RotatedFile.LargestBytes));
        Assert.StartsWith("24 ", File.ReadAllLines(Log)[^1], StringComparison.Ordinal);
        Assert.True(File.Exists($"{Log}.2"));
    }

    [Fact]
    public void TwoPrograms_EachLineIsWhole()
    {
        using var other = new LoggerConfiguration().WriteTo.Sink(new RotatedFile(Log, new MessageTemplateTextFormatter("{Message:lj}{NewLine}"))).CreateLogger();
        Parallel.For(0, 200, i => (i % 2 == 0 ? _log : other).Information("line {Number} {Text}", i, "end"));
        Assert.Equal(200, File.ReadAllLines(Log).Count(l => l.StartsWith("line ", StringComparison.Ordinal) && l.EndsWith(" end", StringComparison.Ordinal)));
    }

    private void Write(string text) => _log.Information("{Text:l}", text);
}
