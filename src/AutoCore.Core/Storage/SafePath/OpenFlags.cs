using System.Runtime.InteropServices;

namespace AutoCore.Core.Storage.SafePath;

/// <summary>The flags of <c>open</c>: the kernel gives three of them other numbers on ARM and POWER than elsewhere; a wrong one would follow links
/// silently.</summary>
/// <param name="Directory">Only a folder.</param>
/// <param name="NoFollow">No link.</param>
/// <param name="LargeFile">Files over 2 GB on 32 bits.</param>
internal readonly record struct OpenFlags(int Directory, int NoFollow, int LargeFile)
{
    public const int WriteOnly = 1;
    public const int ReadWrite = 2;
    public const int Create = 0x40;
    public const int Exclusive = 0x80;
    public const int NoTerminal = 0x100;
    public const int NonBlocking = 0x800;
    public const int CloseOnExec = 0x80000;
    public const int PathOnly = 0x200000;

    /// <summary>Those of this machine.</summary>
    public static OpenFlags Here { get; } = Of(RuntimeInformation.ProcessArchitecture);

    /// <summary>Those of an architecture.</summary>
    /// <exception cref="PlatformNotSupportedException">They are not known: nothing is opened by guessed ones.</exception>
    public static OpenFlags Of(Architecture architecture) => architecture switch
    {
        Architecture.Arm or Architecture.Armv6 or Architecture.Arm64 => new(0x4000, 0x8000, 0x20000),
        Architecture.Ppc64le => new(0x4000, 0x8000, 0x10000),
        Architecture.X64 or Architecture.X86 or Architecture.RiscV64 or Architecture.LoongArch64 or Architecture.S390x => new(0x10000, 0x20000, 0x8000),
        _ => throw new PlatformNotSupportedException($"the flags of open are not known for {architecture}"),
    };
}
