namespace AutoCore.Policies.Cameras.Jpeg;

/// <summary>The judgement on one picture.</summary>
/// <param name="Refusal">Why it is refused; <see cref="JpegRefusal.None"/> if it is whole.</param>
/// <param name="Rule">The rule it breaks.</param>
/// <param name="Offset">Byte offset in the input where the rule was found broken; 0 if it is whole.</param>
/// <param name="Width">Pixels; 0 before a valid frame header.</param>
/// <param name="Height">Pixels; 0 before a valid frame header.</param>
/// <param name="Progressive">Coded in progressive scans.</param>
/// <param name="EndOffset">Bytes from the first to the end marker, which it includes; what follows can be cut. 0 if refused.</param>
/// <param name="Remarks">Oddities that are no damage.</param>
public readonly record struct JpegVerdict(
    JpegRefusal Refusal, JpegRule Rule, long Offset, int Width, int Height, bool Progressive, long EndOffset, JpegRemarks Remarks)
{
    /// <summary>The picture is whole, as far as its bytes can tell.</summary>
    public bool IsAccepted => Refusal == JpegRefusal.None;

    /// <summary>The refusal as logs, topics and the command line name it; <c>ok</c> if there is none.</summary>
    public string Reason => IsAccepted ? "ok" : JsonNamingPolicy.KebabCaseLower.ConvertName(Refusal.ToString());

    internal static JpegRefusal RefusalOf(JpegRule rule) => rule switch
    {
        JpegRule.None => JpegRefusal.None,
        JpegRule.Empty or JpegRule.StartOfImage => JpegRefusal.NotJpeg,
        JpegRule.HeaderEnded or JpegRule.ScanEnded or JpegRule.EndOfImage => JpegRefusal.Truncated,
        JpegRule.Pixels or JpegRule.Bytes or JpegRule.Memory => JpegRefusal.TooLarge,
        JpegRule.Coding or JpegRule.Precision or JpegRule.LineCount => JpegRefusal.Unsupported,
        _ => JpegRefusal.Corrupt,
    };
}
