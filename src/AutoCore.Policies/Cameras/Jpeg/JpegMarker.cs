namespace AutoCore.Policies.Cameras.Jpeg;

/// <summary>The marker codes of ITU-T T.81 table B.1 that the walk knows.</summary>
internal static class JpegMarker
{
    public const byte Baseline = 0xC0;
    public const byte Extended = 0xC1;
    public const byte Progressive = 0xC2;
    public const byte HuffmanTables = 0xC4;
    public const byte ArithmeticConditioning = 0xCC;
    public const byte LastFrame = 0xCF;
    public const byte FirstRestart = 0xD0;
    public const byte LastRestart = 0xD7;
    public const byte StartOfImage = 0xD8;
    public const byte EndOfImage = 0xD9;
    public const byte StartOfScan = 0xDA;
    public const byte QuantizationTables = 0xDB;
    public const byte LineCount = 0xDC;
    public const byte RestartInterval = 0xDD;
    public const byte HierarchicalProgression = 0xDE;
    public const byte ExpandReference = 0xDF;
    public const byte FirstApplication = 0xE0;
    public const byte LastApplication = 0xEF;
    public const byte Comment = 0xFE;

    public static bool IsRestart(int code) => code is >= FirstRestart and <= LastRestart;
}
