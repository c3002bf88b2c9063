using AutoCore.Daemon.LogRetention;
using AutoCore.Policies.Health;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.LogRetention;

public sealed class JournalCheckTests : IDisposable
{
    private readonly TemporaryFolder root = new();

    public void Dispose() => root.Dispose();

    [Fact]
    public async Task Look_NoJournalOnThisMachine_HasNothingToSay() => Assert.Empty(await New().LookAsync(CancellationToken.None));

    [Fact]
    public async Task Look_NoLimit_AdvisesOneForTheCard()
    {
        root.Write("etc/systemd/journald.conf", "[Journal]\n#SystemMaxUse=\n");
        var finding = Assert.Single(await New().LookAsync(CancellationToken.None));
        Assert.Equal(Rating.Warning, finding.Rating);
        Assert.Contains("SystemMaxUse=100M", finding.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Look_DropInOfTheOwner_HidesTheOneOfThePackage()
    {
        root.Write("etc/systemd/journald.conf", "[Journal]\n");
        root.Write("usr/lib/systemd/journald.conf.d/size.conf", "[Journal]\nSystemMaxUse=1G\n");
        root.Write("etc/systemd/journald.conf.d/size.conf", "[Journal]\nSystemMaxUse=60M\n");
        var finding = Assert.Single(await New().LookAsync(CancellationToken.None));
        Assert.Equal((Rating.Ok, "limited to 60M"), (finding.Rating, finding.Text));
    }

    private JournalCheck New() => new(16, root.Path);
}
