using System.Collections;
using AutoCore.Core.Logging;
using AutoCore.Testing;
using Microsoft.Extensions.Logging;

namespace AutoCore.Daemon.Tests.Hosting;

/// <summary>No sink gets what a terminal would obey.</summary>
public sealed class NeutralTextTests
{
    [Fact]
    public void LogFile_ForeignTextWithEscapesAndLineBreaks_StaysOneHarmlessLine()
    {
        using var folder = new TemporaryFolder();
        var levels = new Dictionary<string, LogLevel> { ["Default"] = LogLevel.Information };
        using (var factory = LoggerFactory.Create(l => l.AddDaemonLogging(new(levels, folder["a.log"]), new Hashtable(), verbose: true)))
        {
#pragma warning disable CA1848, CA2254 // A test needs no source-generated line.
            factory.CreateLogger("x")
                .LogWarning(new InvalidOperationException("inner\x1b[5m"), "{Camera} says {What} at {Where}", "P1", "a\x1b[2J\r\n\u202eb\x85",
                    new Uri("http://cam/\x1b"));
        }
#pragma warning restore CA1848, CA2254

        var line = Assert.Single(File.ReadAllLines(folder["a.log"]));
        Assert.EndsWith(@"P1 says a\x1B[2J\x0D\x0A\u202Eb\u0085 at http://cam/\x1B", line, StringComparison.Ordinal);
        Assert.DoesNotContain(line, char.IsControl);
    }

    [Fact]
    public void Exception_KeepsItsLines_EachHarmless()
    {
        var text = NeutralText.LinesOf(new InvalidOperationException("a\x1b[2J\nb"));

        Assert.Equal(2, text.Split('\n').Length);
        Assert.DoesNotContain('\x1b', text);
    }
}
