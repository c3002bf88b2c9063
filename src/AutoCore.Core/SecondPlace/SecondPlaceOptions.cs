using AutoCore.Core.Configuration;
using AutoCore.Policies.Configuration;
using AutoCore.Policies.SecondPlace;

namespace AutoCore.Core.SecondPlace;

/// <summary>The remotes that get copies of backups and archives.</summary>
internal sealed record SecondPlaceOptions(string ConfigFile, IReadOnlyList<RemoteOptions> Remotes)
{
    public static SecondPlaceOptions Read(SettingReader s)
    {
        var options = new SecondPlaceOptions(
            s.Location("ConfigFile", "/etc/autocore/rclone.conf",
                "The configuration of rclone, with the remotes and their credentials (rclone config --config FILE); others must not be able to read it."),
            s.Sections("Remotes", "Where backups and archives are copied to by rclone, each with a retention of its own.", RemoteOptions.Read));
        s.Require(options.Remotes.DistinctBy(r => r.Name).Count() == options.Remotes.Count, "Remotes",
            "two remotes have the same Name; allowed: a name of its own for each");
        return options;
    }
}

/// <summary>One second place.</summary>
internal sealed record RemoteOptions(
    string Name, RemoteAddress Address, bool TakesBackups, bool TakesArchives, int Keep, int? KeepArchives, long? BytesPerSecond, DayHours? Hours,
    bool VerifyByDownload, RemoteNetwork Network)
{
    private const string Archives = "archives";
    private const string Backups = "backups";

    public static RemoteOptions Read(SettingReader s)
    {
        var what = s.Choices("What", [Backups], "What is copied.", [Backups, Archives]);
        return new(
            Name: s.RequiredText("Name", "Its name in commands, topics and messages.",
                new TextRule(
                "letters, digits, - and _, not beginning with -", static t => t[0] != '-' && t.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))),
            Address:
            RemoteAddress.TryParse(
            s.RequiredText("Remote", "Where it is; each Pi needs a folder of its own.",
                new TextRule(RemoteAddress.Form, static t => RemoteAddress.TryParse(t) is not null))) ?? default,
            TakesBackups: what.Contains(Backups, StringComparer.Ordinal),
            TakesArchives: what.Contains(Archives, StringComparer.Ordinal),
            Keep: s.Number("Keep", 14, 1, 10_000, "Backups of each source kept there; the newest verified one never goes."),
            KeepArchives: s.OptionalNumber("KeepArchives", 1, 100_000, "Archives kept there; null: all."),
            BytesPerSecond: s.OptionalText("BandwidthLimit", "Bytes a second at most, as 500K; null: no limit.",
                new TextRule(ByteSize.Form, static t => ByteSize.TryParse(t, out var bytes) && bytes > 0)) is { } limit
                && ByteSize.TryParse(limit, out var bytes) ? bytes : null,
            Hours: s.OptionalText("Hours", "Hours of the day, local time, in which copies begin; one that began is finished. Null: all day.",
                new TextRule(DayHours.Form, static t => DayHours.TryParse(t) is not null)) is { } hours
                ? DayHours.TryParse(hours) : null,
            VerifyByDownload:
            s.Flag("VerifyByDownload", false, "Whether each copy is read back whole even where the remote tells its hash; without, only where it tells none."),
            Network: RemoteNetwork.Read(s));
    }
}
