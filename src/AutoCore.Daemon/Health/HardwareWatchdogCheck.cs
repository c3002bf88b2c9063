using AutoCore.Core.Health;
using AutoCore.Core.Storage;
using AutoCore.Policies.Health;

namespace AutoCore.Daemon.Health;

/// <summary>Looks whether a machine that has a hardware watchdog uses it: a kernel that hangs is started anew by nothing else.</summary>
internal sealed class HardwareWatchdogCheck(SystemProbe probe, Func<CancellationToken, Task<CommandOutcome?>>? ask = null) : IDoctorCheck
{
    private readonly Func<CancellationToken, Task<CommandOutcome?>> _ask = ask ?? AskSystemdAsync;

    public string Subject => "hardware watchdog";

    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken)
    {
        if (probe.FoldersIn("sys/class/watchdog").Count == 0 || await _ask(cancellationToken) is not { ExitCode: 0 } answer)
            return [];
        return HardwareWatchdog.IsOff(answer.Output)
            ? [Finding.Warning(Subject, "there is one, and nobody uses it: a kernel that hangs stays so until somebody pulls the plug",
                "mkdir -p /etc/systemd/system.conf.d; printf '[Manager]\\nRuntimeWatchdogSec=15s\\n' > /etc/systemd/system.conf.d/watchdog.conf; " +
                "systemctl daemon-reexec")]
            : [Finding.Ok(Subject, $"systemd feeds it (RuntimeWatchdogSec {answer.Output.Trim()})")];
    }

    private static Task<CommandOutcome?> AskSystemdAsync(CancellationToken cancellationToken) =>
        ExternalCommand.RunAsync("systemctl", ["show", "--property=RuntimeWatchdogUSec", "--value"], cancellationToken);
}
