using AutoCore.Core.Configuration;

namespace AutoCore.Core.Cameras;

/// <summary>By what old pictures are made smaller.</summary>
internal enum ShrinkMethod
{
    None,
    JpegXl,
    JpegTran,
}

/// <summary>Whether, when and how hard old pictures are made smaller (C14).</summary>
internal sealed record ShrinkingOptions(ShrinkMethod Method, int AfterDays, int CpuPercent, int MaxCelsius)
{
    public static ShrinkingOptions Read(SettingReader s) => new(
        s.OneOf("Method", ShrinkMethod.None,
            "How pictures of old days are made smaller without loss: jpegxl (about a fifth, .jxl files), jpegtran (a few percent, .jpg files), or none.",
            ("none", ShrinkMethod.None), ("jpegxl", ShrinkMethod.JpegXl), ("jpegtran", ShrinkMethod.JpegTran)),
        s.Number("AfterDays", 2, 1, 36_500, "Days after which a day's pictures are made smaller."),
        s.Number("CpuPercent", 25, 1, 100, "The share of one core that this may use, at idle priority."),
        s.Number("MaxCelsius", 70, 30, 100, "The processor's temperature from which on it pauses."));
}
