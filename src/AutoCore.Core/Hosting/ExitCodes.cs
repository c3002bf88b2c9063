using AutoCore.Policies.Health;

namespace AutoCore.Core.Hosting;

/// <summary>The exit codes of every command.</summary>
internal static class ExitCodes
{
    public const int Good = 0;

    /// <summary>What was asked failed, or a check is critical.</summary>
    public const int Failed = 1;

    /// <summary>A check is a warning, or part of what was asked failed.</summary>
    public const int Partly = 2;

    /// <summary>Wrong usage (<c>EX_USAGE</c>).</summary>
    public const int Usage = 64;

    /// <summary>Wrong configuration (<c>EX_CONFIG</c>); the unit does not restart on it.</summary>
    public const int Configuration = 78;

    /// <summary>The code of a check: what it found at worst.</summary>
    public static int For(Rating worst) => worst switch
    {
        Rating.Critical => Failed,
        Rating.Warning => Partly,
        _ => Good,
    };
}
