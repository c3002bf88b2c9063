using AutoCore.Policies.Health;

namespace AutoCore.Core.DiskWatchdog;

/// <summary>Events of disks: from 2000 on.</summary>
public static class DiskWatchdogEvents
{
    /// <summary>Mounts that are full.</summary>
    public static Condition Usage { get; } = new("disk", "the usage of", "mount");

    /// <summary>Mounts whose device or file system fails.</summary>
    public static Condition Device { get; } = new("disk-failing", "the device of", "mount");

    /// <summary>Mounts that fill fast.</summary>
    public static Condition Growth { get; } = new("disk-forecast", "the growth on", "mount");

    /// <summary>Mounts that are gone.</summary>
    public static Condition Mount { get; } = new("mount", "the mount", "mount");

    /// <summary>Mounts on which the clean-up was not enough.</summary>
    public static Condition Cleanup { get; } = new("cleanup", "the clean-up of", "mount");

    /// <summary>The room for the next round.</summary>
    public static Condition Room { get; } = new("capture", "the room for pictures");

    /// <summary>A data directory that takes nothing.</summary>
    public static Condition Data { get; } = new("survival", "the data directory");

    private static readonly string[] MountFacts =
    [
        "mount", "used_percent", "free_mb", "inodes_used_percent", "hours_to_critical", "hours_to_warning", "read_only", "size_mb", "file_system_errors",
        "device_errors", "state",
    ];

    public static EventDefinition DiskWarning { get; } = new(2000, "disk-warning", Severity.Warning,
        "{mount}: {used_percent:0.0} % of its bytes< and {inodes_used_percent:0.0} % of its inodes> are used",
        "A mount is above the warning level, in bytes or inodes.",
        "See `autocore cleanup --dry-run` for what may go, `autocore stats` for what the pictures use.")
    { Opens = Usage, More = MountFacts, Portuguese = "{mount}: {used_percent:0.0} % dos bytes< e {inodes_used_percent:0.0} % dos inodes> em uso" };

    public static EventDefinition DiskCritical { get; } = new(2001, "disk-critical", Severity.Error,
        "{mount} is critical: {used_percent:0.0} % of its bytes< and {inodes_used_percent:0.0} % of its inodes> are used",
        "A mount is above the critical level; the emergency clean-up starts.",
        "See the `cleanup-step` events that follow; lower `Cameras:RetentionDays` or take a larger card if it comes back.")
    {
        Opens = Usage,
        More = MountFacts,
        Portuguese = "{mount} está crítico: {used_percent:0.0} % dos bytes< e {inodes_used_percent:0.0} % dos inodes> em uso",
    };

    public static EventDefinition DiskRecovered { get; } = new(2002, "disk-recovered", Severity.Info,
        "{mount} is well again: {used_percent:0.0} % of its bytes< and {inodes_used_percent:0.0} % of its inodes> are used",
        "A mount is under the warning level again.")
    {
        Ends = Usage,
        More = MountFacts,
        Portuguese = "{mount} está bem de novo: {used_percent:0.0} % dos bytes< e {inodes_used_percent:0.0} % dos inodes> em uso",
    };

    public static EventDefinition DiskFailing { get; } = new(2003, "disk-failing", Severity.Critical,
        "{mount} is failing: {reason}. Save what matters, check it with fsck while it is not mounted, replace the card",
        "The file system is read-only or has counted errors: the card is dying.",
        "Copy what matters, check the card with fsck while it is not mounted, replace it.")
    {
        Opens = Device,
        More = MountFacts,
        Portuguese = "{mount} está falhando: {reason}. Salve o que importa, verifique com fsck enquanto não está montado, troque o cartão",
    };

    public static EventDefinition MountLost { get; } = new(2004, "mount-lost", Severity.Error, "{mount} is not watched at present: {reason}",
        "A watched mount is gone or the kernel does not answer for it; the others are watched on.",
        "Mount it again, or take it out of `DiskWatchdog:Mounts`.")
    { Opens = Mount, More = MountFacts, Portuguese = "{mount} não é vigiado no momento: {reason}" };

    public static EventDefinition MountBack { get; } = new(2005, "mount-back", Severity.Info, "{mount} is back",
        "A mount that was lost is watched again.")
    { Ends = Mount, More = MountFacts, Portuguese = "{mount} voltou" };

    public static EventDefinition DiskForecast { get; } = new(2006, "disk-forecast", Severity.Warning,
        "{mount} will be critical in {hours_to_critical:0.0} hours if it fills on like this",
        "At the present trend the mount is critical within the hours given.",
        "Find what grows (`autocore status`, `du -x -d 1 -h /`) before the clean-up has to.")
    {
        Opens = Growth,
        More = MountFacts,
        Renamed = ("hours_to_critical", "hours"),
        Portuguese = "{mount} ficará crítico em {hours_to_critical:0.0} horas se continuar a encher assim",
    };

    public static EventDefinition SurvivalStarted { get; } = new(2007, "survival-mode", Severity.Critical,
        "{data_directory} takes nothing: {reason}. Going on in survival mode, publishing from memory",
        "The data folder takes no writes: full, read-only or failing. The daemon goes on from memory and publishes; nothing is stored.",
        "Free space, or see `disk-failing`. It ends by itself when writing works again.")
    { Opens = Data, Portuguese = "{data_directory} não aceita nada: {reason}. Seguindo em modo de sobrevivência, publicando da memória" };

    public static EventDefinition SurvivalEnded { get; } = new(2008, "survival-ended", Severity.Info, "{data_directory} can be written again",
        "The data folder takes writes again.")
    { Ends = Data, Portuguese = "{data_directory} pode ser gravado de novo" };

    public static EventDefinition CaptureDegraded { get; } = new(2009, "capture-degraded", Severity.Warning,
        "Space is short ({free_mb:0.0} MB free): capture goes from {from} to {to}",
        "Space for the next round is short: capture keeps only the newest picture of each camera, or pauses.", "As for `disk-warning`.")
    { Opens = Room, Portuguese = "Pouco espaço ({free_mb:0.0} MB livres): a captura passa de {from} a {to}" };

    public static EventDefinition CleanupStarted { get; } = new(2010, "cleanup-started", Severity.Warning,
        "{mount}: emergency clean-up starts at {used_percent:0.0} %",
        "The emergency clean-up begins.", "Nothing; each step tells what it freed.");

    public static EventDefinition CleanupHelped { get; } = new(2011, "cleanup-finished", Severity.Info,
        "{mount}: clean-up freed {freed_bytes:size}, {used_percent:0.0} % are used now",
        "The clean-up brought the mount under the warning level.")
    { Ends = Cleanup, Renamed = ("freed_bytes", "bytes"), Portuguese = "{mount}: a limpeza liberou {freed_bytes:size}, agora {used_percent:0.0} % em uso" };

    public static EventDefinition CleanupNotEnough { get; } = new(2012, "cleanup-not-enough", Severity.Error,
        "{mount}: clean-up freed only {freed_bytes:size}, {used_percent:0.0} % are used still. " +
        "What is left is for you to remove: apt autoremove, old files, or take a larger card",
        "All steps are done and the mount is still above the warning level. Backups, the database and the newest picture of each camera are never touched.",
        "Remove what is not AutoCore's: `apt autoremove`, old files; or take a larger card.")
    {
        Opens = Cleanup,
        Renamed = ("freed_bytes", "bytes"),
        Portuguese = "{mount}: a limpeza liberou apenas {freed_bytes:size}, ainda {used_percent:0.0} % em uso. O resto cabe a você, ou um cartão maior",
    };

    public static EventDefinition SpaceHidden { get; } = new(2021, "disk-space-hidden", Severity.Warning,
        "{mount}: {used_bytes:size} are used, but its files are only {files_bytes:size}: the rest is deleted files that a program has open " +
        "still, or folders that this user may not look into ({closed_folders:0}); sudo autocore doctor names them",
        "The clean-up was not enough, and what the disk counts as used differs from the sum of its files.",
        "`sudo autocore doctor` names deleted files that are open still, with process and size, and blocks kept for root; restart what it names.")
    {
        Opens = Cleanup,
        Portuguese = "{mount}: {used_bytes:size} em uso, mas seus arquivos somam só {files_bytes:size}: " +
            "o resto são arquivos apagados ainda abertos; veja sudo autocore doctor",
    };

    public static EventDefinition CaptureRecovered { get; } = new(2018, "capture-recovered", Severity.Info,
        "There is space again ({free_mb:0.0} MB free): capture goes from {from} to {to}",
        "There is room again: capture goes back towards its configured mode.")
    { Ends = Room, Portuguese = "Há espaço de novo ({free_mb:0.0} MB livres): a captura passa de {from} a {to}" };

    public static EventDefinition DiskForecastOver { get; } = new(2019, "disk-forecast-over", Severity.Info,
        "{mount} no longer fills so fast that it would be critical soon",
        "A mount no longer fills so fast that it would be critical soon.")
    { Ends = Growth, More = MountFacts, Portuguese = "{mount} já não enche tão depressa que logo ficaria crítico" };

    public static EventDefinition DiskSound { get; } = new(2020, "disk-sound", Severity.Info, "{mount} takes writes again and counts no errors",
        "A mount that was failing takes writes again and counts no errors.", "Check the card all the same; see `disk-failing`.")
    { Ends = Device, More = MountFacts, Portuguese = "{mount} aceita gravações de novo e não conta erros" };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<EventDefinition> All { get; } =
    [
        DiskWarning, DiskCritical, DiskRecovered, DiskFailing, MountLost, MountBack, DiskForecast, SurvivalStarted, SurvivalEnded, CaptureDegraded,
        CleanupStarted, CleanupHelped, CleanupNotEnough, SpaceHidden, CaptureRecovered, DiskForecastOver, DiskSound,
    ];
}
