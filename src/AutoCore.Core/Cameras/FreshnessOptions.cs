using AutoCore.Core.Configuration;

namespace AutoCore.Core.Cameras;

/// <summary>When a picture that is whole is flagged all the same (C8).</summary>
internal sealed record FreshnessOptions(bool Enabled, int FrozenAfterRounds, TimeSpan StaleAfter)
{
    public static FreshnessOptions Read(SettingReader s) => new(
        s.Flag("Enabled", true, "Whether frozen, black, covered and other bad pictures are flagged."),
        s.Number("FrozenAfterRounds", 3, 2, 1000, "Rounds with the same picture from which on a camera is frozen."),
        s.Duration("StaleAfter", TimeSpan.FromDays(1), TimeSpan.FromMinutes(1), TimeSpan.FromDays(365),
            "How far Last-Modified may lie behind before a picture is stale."));
}
