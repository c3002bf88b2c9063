namespace AutoCore.Daemon.Hosting;

/// <content>Making pictures smaller: from 4250 on.</content>
internal static partial class LogEvents
{
    /// <summary>A pass over old days is done: pictures made smaller without loss, and the bytes that this saved.</summary>
    /// <remarks>Nothing.</remarks>
    public const int ImagesShrunk = 4250;

    /// <summary>One old picture stays as it is: it cannot be made smaller, or would not come back the same.</summary>
    /// <remarks>Nothing; the picture is untouched.</remarks>
    public const int ImageNotShrunk = 4251;

    /// <summary>Making old pictures smaller waits: the processor is hot or slowed, or the disk is nearly full.</summary>
    /// <remarks>Nothing; it goes on by itself. Shade or a heat sink if it never does.</remarks>
    public const int ShrinkingPaused = 4252;
}
