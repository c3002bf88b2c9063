using AutoCore.Policies.Health;
using static AutoCore.Policies.Health.GroupKey;

namespace AutoCore.Core.Backups;

/// <summary>The group of the backups; each second place is a part of it.</summary>
public static class BackupsGroups
{
    public static GroupDefinition Backup { get; } = new("backup", "Backup",
        Text("problem", "why the last run failed"), Gauge("last_verified_ts", "when the newest verified backup of the own data was made"),
        Gauge("kept", "verified backups of the own data"), Text("damaged", "sources whose newest data is damaged"),
        Text("partial", "sources whose newest backup lacks what could not be read, or failed its trial"), Text("late", "sources without a backup in time"),
        Gauge("copies_missing", "backups that `CopyTo` has not"), Text("remote", "second places"),
        Gauge("remote_last_copied_ts", "when the second place that is furthest behind got its last copy", "furthest_last_copied"),
        Gauge("remote_pending", "files that wait for second places", "all_pending"),
        Gauge("remote_failures", "failures in a row of second places", "all_failures"),
        Gauge("pending", "of a second place: files that wait"), Gauge("last_copied_ts", "of a second place: when it got its last copy"),
        Gauge("newest_ts", "of a second place: when the newest backup there was made"), Gauge("failures", "of a second place: failures in a row"))
    {
        Part = "remote",
        Rated = "`warning` when there is none within two intervals, the newest is partial, or a backup, copy or second place fails; " +
            "`critical` when there is none within seven intervals, or data is damaged",
        Untold = "no backup yet",
        Status = ["verified {last_verified_ts:age}", "{kept:0} kept"],
        Why = new("{problem}|damaged: {damaged}|late: {late}|not whole: {partial}|{?remote_failures}{remote_failures:0} copies failed in a row|{?copies_missing}{copies_missing:0} copies missing|none is verified",
            "{problem}|danificado: {damaged}|atrasado: {late}|incompleto: {partial}|{?remote_failures}{remote_failures:0} cópias falharam seguidas|{?copies_missing}{copies_missing:0} cópias faltando|nenhum verificado"),
        Headline = "{last_verified_ts:age}",
        Below = [new("{kept:0} kept", "{kept:0} guardados")],
    };
}
