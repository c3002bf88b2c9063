using AutoCore.Core.Health;

namespace AutoCore.Daemon.Clock;

/// <summary>Looks whether the clock is synchronised and believed.</summary>
internal sealed class ClockCheck(ClockEvaluator evaluator, ClockSyncProbe probe, ClockFile file, TimeProvider time) : DoctorCheck
{
    public override string Subject => "clock";

    protected override IEnumerable<Finding> Look(CancellationToken cancellationToken)
    {
        var synchronized = probe.Read(time.GetUtcNow());
        var verdict = evaluator.Evaluate();
        return
        [
            synchronized == true
                ? Finding.Ok(Subject, "synchronised")
                : Finding.Warning(Subject, synchronized is null ? "nobody tells whether it is synchronised" : "not synchronised",
                    "Switch on a time service: timedatectl set-ntp true (apt install systemd-timesyncd, or chrony); without network: set it by hand with date -s"),
            .. verdict.IsBelieved
                ? []
                : new[] { Finding.Warning(Subject, $"in doubt, nothing is deleted by age: {verdict.Reason}",
                    $"Set it right (date -s, or a time service); if it is right already, remove the wrong memory of a later time: rm {file.Path}") },
        ];
    }
}
