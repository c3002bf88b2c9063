using AutoCore.Policies.Health;

namespace AutoCore.Core.SecondPlace;

/// <summary>Events of second places: from 7500 on.</summary>
public static class SecondPlaceEvents
{
    /// <summary>Second places that take no copies.</summary>
    public static Condition Remote { get; } = new("remote", "the remote", "remote");

    public static EventDefinition Copied { get; } = new(7500, "remote-copied", Severity.Info,
        "{file} was copied to {remote} and verified there: {bytes:size}",
        "A backup or archive was copied to a second place and verified there.")
    { Portuguese = "{file} foi copiado para {remote} e verificado lá: {bytes:size}" };

    public static EventDefinition Failed { get; } = new(7501, "remote-failed", Severity.Warning,
        "{remote}: {reason} (failure {failures} in a row, {pending} files wait; next try in {pause})",
        "A second place took no copies; tried again after five minutes, doubling to six hours. Local work and local backups go on.",
        "Act on the remedy in the line: credentials, room there, network, or the configuration of rclone. `autocore backup copy` tries at once.")
    { Opens = Remote, Portuguese = "{remote}: {reason} (falha {failures} seguida, {pending} arquivos esperam; nova tentativa em {pause})" };

    public static EventDefinition Recovered { get; } = new(7502, "remote-recovered", Severity.Info, "{remote} takes copies again after {failures} failures",
        "A second place takes copies again after failures.")
    { Ends = Remote, Portuguese = "{remote} aceita cópias de novo após {failures} falhas" };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<EventDefinition> All { get; } = [Copied, Failed, Recovered];
}
