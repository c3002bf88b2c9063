using AutoCore.Policies.Health;

namespace AutoCore.Core.DiskWatchdog;

/// <summary>The group of the disks; each mount is a part of it.</summary>
public static class DiskWatchdogGroups
{
    public static GroupDefinition Disk { get; } = new("disk", new("Disk", "Disco"),
        "used_percent", "free_mb", "inodes_used_percent", "hours_to_critical", "hours_to_warning", "read_only", "size_mb", "file_system_errors", "device_errors", "mount", "state")
    {
        Flags = [("read_only", "problem")],
        Bar = static number => number("used_percent"),
        Status = ["{?read_only}READ-ONLY", "{free_mb:mb} free|{state}", "full in {hours_to_critical:hours}", "inodes {inodes_used_percent:0} %"],
        Headline = "{used_percent:%}",
        Below = [new("{free_mb:mb} free", "{free_mb:mb} livres")],
    };
}
