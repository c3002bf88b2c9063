using AutoCore.Core.Health;
using AutoCore.Policies.LogRetention;

namespace AutoCore.Daemon.LogRetention;

/// <summary>Looks whether the journal's size is limited.</summary>
/// <param name="cardGb">The size that the card's profile is made for, in GB.</param>
/// <param name="root">The root of the file system; another one in tests.</param>
internal sealed class JournalCheck(int cardGb, string root) : DoctorCheck
{
    private static readonly string[] Folders = ["usr/lib/systemd", "usr/local/lib/systemd", "etc/systemd", "run/systemd"];

    public override string Subject => "journal";

    protected override IEnumerable<Finding> Look(CancellationToken cancellationToken) =>
        Directory.Exists(Path.Combine(root, "run/systemd/journal")) || File.Exists(Path.Combine(root, "etc/systemd/journald.conf")) ? [Look()] : [];

    private Finding Look()
    {
        var limits = JournalLimits.Parse(Files().SelectMany(File.ReadLines));
        if (limits.IsVolatile)
            return Finding.Ok(Subject, "kept in memory only");
        if (limits.SystemMaxUse is { } most)
            return Finding.Ok(Subject, $"limited to {most}");
        var advised = JournalLimits.AdviceFor(cardGb);
        return Finding.Warning(Subject, "its size is not limited: it may take a tenth of the card",
            $"Write \"[Journal]\" and \"SystemMaxUse={advised}\" into /etc/systemd/journald.conf.d/size.conf, then: systemctl restart systemd-journald");
    }

    /// <summary>Of drop-ins with one name only that of the most important folder counts; all are read in order of name.</summary>
    private IEnumerable<string> Files()
    {
        var main = Path.Combine(root, "etc/systemd/journald.conf");
        var dropIns = Folders.Select(f => Path.Combine(root, f, "journald.conf.d")).Where(Directory.Exists).SelectMany(f => Directory.GetFiles(f, "*.conf"))
            .GroupBy(f => Path.GetFileName(f), StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => g.Last());
        return File.Exists(main) ? dropIns.Prepend(main) : dropIns;
    }
}
