using AutoCore.Policies.Health;
using static AutoCore.Policies.Health.GroupKey;

namespace AutoCore.Core.DiskWatchdog;

/// <summary>The group of the disks; each mount is a part of it.</summary>
public static class DiskWatchdogGroups
{
    public static GroupDefinition Disk { get; } = new("disk", new("Disk", "Disco"),
        Gauge("used_percent", "used space, of what an ordinary user can have, as `df` counts"), Gauge("free_mb", "space that an ordinary user can still have"),
        Gauge("inodes_used_percent", "files and folders, of those that there can be", "inodes_used"),
        Gauge("hours_to_critical", "time to the critical level, as use grows now", "until_critical"),
        Gauge("hours_to_warning", "time to the warning level", "until_warning"),
        Flag("read_only", "whether it takes no more writes, though it should", "problem"), Gauge("size_mb", "size of the file system"),
        Counter("file_system_errors", "errors that the file system counted since its last check"), Counter("device_errors", "requests that the device failed"),
        Text("mount", "where it is mounted"), Text("state", "`watched`, or why it is not"))
    {
        Part = "mount",
        IsWorstPart = true,
        Rated = "by `DiskWatchdog:WarningPercent` and `CriticalPercent`, in two of three samples; `warning` when it will be critical within a day; `critical` when it fails or takes no more writes",
        Bar = static number => number("used_percent"),
        Status = ["{?read_only}READ-ONLY", "{free_mb:mb} free|{state}", "full in {hours_to_critical:hours}", "inodes {inodes_used_percent:0} %"],
        Why = new("{?read_only}takes no more writes|{?file_system_errors}{file_system_errors:0} errors of the file system|{?device_errors}{device_errors:0} errors of the device|{?hours_to_critical}full in {hours_to_critical:hours}|{used_percent:%} used",
            "{?read_only}não aceita mais gravação|{?file_system_errors}{file_system_errors:0} erros do sistema de arquivos|{?device_errors}{device_errors:0} erros do dispositivo|{?hours_to_critical}cheio em {hours_to_critical:hours}|{used_percent:%} em uso"),
        Headline = "{used_percent:%}",
        Below = [new("{free_mb:mb} free", "{free_mb:mb} livres")],
    };
}
