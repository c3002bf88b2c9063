using AutoCore.Core.Logging;
using AutoCore.Core.Storage;
using AutoCore.Core.Storage.SafePath;
using AutoCore.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AutoCore.Daemon.Tests.Hosting.Logging;

public sealed class DaemonLoggingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void File_ForeignTextInAMessage_StaysOnItsLine()
    {
        Log(_folder["log/autocore.log"], "a\n* * * * * root id\u001b[31m");
        var line = Assert.Single(File.ReadAllLines(_folder["log/autocore.log"]));
        Assert.EndsWith(@" INF delete a\x0A* * * * * root id\x1B[31m", line, StringComparison.Ordinal);
    }

    [Fact]
    public void File_LinkInItsPlace_IsNotOpenedByRoot()
    {
        Assert.SkipUnless(ProcessRights.IsRoot, "of root");
        Directory.CreateDirectory(_folder["log"]);
        File.CreateSymbolicLink(_folder["log/autocore.log"], _folder["cron"]);
        using (var folder = SafeFolder.Open(_folder["log"]))
            folder.GiveLink(new("autocore.log"), new(1500, 1500));
        Log(_folder["log/autocore.log"], "x");
        Assert.False(File.Exists(_folder["cron"]));
    }

    [Fact]
    public void FileThatRootWrites_InAFolderOfOthersOrTheirFile_IsSaid()
    {
        Assert.SkipUnless(ProcessRights.IsRoot, "of root");
        var file = _folder.Write("log/autocore.log", "");
        Assert.Null(PathWalk.FindProblem(file, isWritten: true));
        Assert.Null(PathWalk.FindProblem(_folder["log/new.log"], isWritten: true));
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.GroupWrite);
        Assert.Contains("chmod go-w", PathWalk.FindProblem(file, isWritten: true), StringComparison.Ordinal);
        Assert.Contains("everybody can make files in /tmp", PathWalk.FindProblem("/tmp/new.log", isWritten: true), StringComparison.Ordinal);
        Assert.Contains("no plain file", PathWalk.FindProblem(_folder["log"], isWritten: true), StringComparison.Ordinal);
        using (var log = SafeFolder.Open(_folder["log"]))
            log.Give(new(1500, 1500));
        Assert.Contains("chown root", PathWalk.FindProblem(_folder["log/new.log"], isWritten: true), StringComparison.Ordinal);
    }

    private static void Log(string file, string text)
    {
        var options = new LoggingOptions(new Dictionary<string, LogLevel>(StringComparer.Ordinal) { ["Default"] = LogLevel.Information }, file);
        using var services = new ServiceCollection().AddLogging(logging => logging.AddDaemonLogging(options, new Dictionary<string, string>(), verbose: false))
            .BuildServiceProvider();
#pragma warning disable CA1848, CA1873 // One line, for its form.
        services.GetRequiredService<ILoggerFactory>().CreateLogger("test").LogInformation("delete {Path}", text);
#pragma warning restore CA1848, CA1873
    }
}
