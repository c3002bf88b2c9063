using AutoCore.Core.Health;

namespace AutoCore.Daemon.Health;

/// <summary>Looks whether the Pi gets the power that it needs, and is cool enough.</summary>
internal sealed class PowerCheck(SystemProbe probe) : DoctorCheck
{
    private const string Supply =
        "Use the supply that belongs to this Pi (5.1 V, 2.5 A or more) and a short, thick cable; a hub with a supply of its own for disks and modems";
    private const string Cooling = "Give it a heat sink or air; a case without holes is too hot in the sun";

    public override string Subject => "power";

    protected override IEnumerable<Finding> Look(CancellationToken cancellationToken)
    {
        var power = probe.ReadCpu().Power;
        return
        [
            .. power.Undervoltage == true ? [Finding.Critical(Subject, "the supply is too weak now: the card may be damaged by it", Supply)]
                : power.UndervoltageSinceBoot == true ? [Finding.Warning(Subject, "the supply was too weak at some time since the boot", Supply)]
                : power.Undervoltage == false ? [Finding.Ok(Subject, "the supply was strong enough since the boot")] : Array.Empty<Finding>(),
            .. power.HeatLimited == true ? [Finding.Warning("heat", "the processor is too hot now, and slowed", Cooling)]
                : power.HeatLimitedSinceBoot == true ? [Finding.Warning("heat", "the processor was too hot at some time since the boot, and slowed", Cooling)]
                : Array.Empty<Finding>(),
        ];
    }
}
