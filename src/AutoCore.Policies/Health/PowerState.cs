namespace AutoCore.Policies.Health;

/// <summary>
/// What the Pi's firmware says of power and heat, the two apart: a weak supply and a hot processor are mended in different ways. Null where it does not say.
/// </summary>
/// <param name="Undervoltage">The supply is too weak now.</param>
/// <param name="HeatLimited">The processor is kept slow now, since it is too hot.</param>
/// <param name="Throttled">The processor is slowed now, by either.</param>
/// <param name="UndervoltageSinceBoot">The supply was too weak at some time since the boot.</param>
/// <param name="HeatLimitedSinceBoot">The processor was too hot at some time since the boot.</param>
public readonly record struct PowerState(bool? Undervoltage, bool? HeatLimited, bool? Throttled, bool? UndervoltageSinceBoot, bool? HeatLimitedSinceBoot)
{
    private const uint UndervoltageBit = 1 << 0;
    private const uint HeatBit = 1 << 3;
    private const uint Present = 0xF;
    private const int SinceBoot = 16;

    /// <summary>Reads the firmware's word: bits 0 to 3 are the present, 16 to 19 the same since the boot.</summary>
    /// <param name="word">Hexadecimal, with or without <c>0x</c>; null if there is none.</param>
    public static PowerState Parse(string? word)
    {
        var digits = word?.Trim() ?? "";
        if (digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
            digits = digits[2..];
        return uint.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var bits)
            ? new((bits & UndervoltageBit) != 0, (bits & HeatBit) != 0, (bits & Present) != 0, (bits >> SinceBoot & UndervoltageBit) != 0,
            (bits >> SinceBoot & HeatBit) != 0)
            : default;
    }

    /// <summary>The same with the alarm of the voltage monitor, which kernels without the firmware's file have: it says of the last seconds.</summary>
    /// <param name="alarm">Its alarm, or null if there is none.</param>
    public PowerState With(bool? alarm) => alarm is not { } isLow ? this : this with
    {
        Undervoltage = Undervoltage == true || isLow,
        UndervoltageSinceBoot = UndervoltageSinceBoot == true || isLow,
    };

    /// <summary>The same, remembering what was seen before: the monitor forgets.</summary>
    public PowerState After(PowerState before) => this with
    {
        UndervoltageSinceBoot = before.UndervoltageSinceBoot == true ? true : UndervoltageSinceBoot,
        HeatLimitedSinceBoot = before.HeatLimitedSinceBoot == true ? true : HeatLimitedSinceBoot,
    };
}
