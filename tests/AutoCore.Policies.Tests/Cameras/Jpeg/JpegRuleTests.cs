using AutoCore.Policies.Cameras.Jpeg;

namespace AutoCore.Policies.Tests.Cameras.Jpeg;

/// <summary>Each rule broken alone, in a picture that is whole otherwise.</summary>
public sealed class JpegRuleTests
{
    /// <summary>With a quantiser of 16 a coefficient may reach (1024 + 16) ÷ 16.</summary>
    private const int Limit = 65;

    private static readonly Dictionary<string, (JpegRule Rule, byte[] Bytes)> Broken = new(StringComparer.Ordinal)
    {
        ["nothing"] = (JpegRule.Empty, []),
        ["a web page"] = (JpegRule.StartOfImage, [.. "<html>"u8]),
        ["half a start"] = (JpegRule.StartOfImage, [0xFF]),
        ["two starts"] = (JpegRule.DuplicateStart, new CraftedJpeg().Start().Bytes(CraftedJpeg.Grey(8, 8).Flat(1).End().ToArray()).ToArray()),
        ["ends in the header"] = (JpegRule.HeaderEnded, CraftedJpeg.Grey(8, 8).ToArray()[..50]),
        ["ends in the scan"] = (JpegRule.ScanEnded, CraftedJpeg.Grey(16, 8).Flat(1).Pad().ToArray()),
        ["ends after a comment"] = (JpegRule.EndOfImage, CraftedJpeg.Grey(8, 8).Flat(1).Pad().Segment(0xFE).ToArray()),
        ["ends before its other scans"] = (JpegRule.EndOfImage, CraftedJpeg.ProgressiveGrey(8, 8).Scan([1], 0, 0).Dc(1).Pad().ToArray()),
        ["a rest of zeros"] = (JpegRule.ScanLong, CraftedJpeg.Grey(8, 8).Flat(1).Bits(0, 11).Bytes(0, 0xFF, 0xD9).ToArray()),
        ["unknown marker"] = (JpegRule.Marker, new CraftedJpeg().Start().Segment(0xF5).ToArray()),
        ["stray bytes between scans"] = (JpegRule.Marker, CraftedJpeg.ProgressiveGrey(8, 8).Scan([1], 0, 0).Dc(0).Pad().Segment(0xFE).Bytes(1).ToArray()),
        ["stuffing after fill bytes"] = (JpegRule.Marker, CraftedJpeg.Grey(8, 8).Flat(1).Pad().Bytes(0xFF, 0xFF, 0).ToArray()),
        ["length under two"] = (JpegRule.SegmentLength, new CraftedJpeg().Start().Bytes(0xFF, 0xE0, 0, 1).ToArray()),
        ["restart interval of three bytes"] = (JpegRule.SegmentLength, new CraftedJpeg().Start().Segment(0xDD, 0, 1, 2).ToArray()),
        ["quantiser cut"] = (JpegRule.SegmentLength, new CraftedJpeg().Start().Segment(0xDB, 0, 1, 2).ToArray()),
        ["Huffman table cut"] = (JpegRule.SegmentLength, new CraftedJpeg().Start().Segment(0xC4, 0, 1, 2).ToArray()),
        ["frame one byte too long"] = (JpegRule.SegmentLength, new CraftedJpeg().Start().Segment(0xC0, 8, 0, 8, 0, 8, 1, 1, 0x11, 0, 0).ToArray()),
        ["quantiser step of zero"] = (JpegRule.QuantizationTable, new CraftedJpeg().Start().Quantizer(0, 0).ToArray()),
        ["quantiser slot 4"] = (JpegRule.QuantizationTable, new CraftedJpeg().Start().Quantizer(4, 1).ToArray()),
        ["three codes of one bit"] = (JpegRule.HuffmanTable, new CraftedJpeg().Start().Segment(0xC4, [0, 3, .. new byte[15], 0, 1, 2]).ToArray()),
        ["DC symbol 16"] = (JpegRule.HuffmanTable, new CraftedJpeg().Start().Segment(0xC4, [0, 1, .. new byte[15], 16]).ToArray()),
        ["two frames"] = (JpegRule.FrameHeader, new CraftedJpeg().Start().Frame(0xC0, 8, 8, (1, 0x11, 0)).Frame(0xC0, 8, 8, (1, 0x11, 0)).ToArray()),
        ["sampling 5"] = (JpegRule.FrameHeader, new CraftedJpeg().Start().Frame(0xC0, 8, 8, (1, 0x51, 0)).ToArray()),
        ["a component twice"] = (JpegRule.FrameHeader, new CraftedJpeg().Start().Frame(0xC0, 8, 8, (1, 0x11, 0), (1, 0x11, 0)).ToArray()),
        ["width zero"] = (JpegRule.FrameHeader, new CraftedJpeg().Start().Frame(0xC0, 0, 8, (1, 0x11, 0)).ToArray()),
        ["scan before frame"] = (JpegRule.ScanHeader, new CraftedJpeg().Start().Scan([1]).ToArray()),
        ["unknown component"] = (JpegRule.ScanHeader, new CraftedJpeg().Start().Frame(0xC0, 8, 8, (1, 0x11, 0)).Scan([2]).ToArray()),
        ["a component twice in a scan"] =
            (JpegRule.ScanHeader, new CraftedJpeg().Start().Quantizer(0, 1).Frame(0xC0, 8, 8, (1, 0x11, 0), (2, 0x11, 0)).Huffman().Scan([1, 1]).ToArray()),
        ["eleven blocks in an MCU"] =
            (JpegRule.ScanHeader, new CraftedJpeg().Start().Quantizer(0, 1).Frame(0xC0, 8, 8, (1, 0x33, 0), (2, 0x12, 0)).Huffman().Scan([1, 2]).ToArray()),
        ["DC and AC in one progressive scan"] = (JpegRule.ScanHeader, CraftedJpeg.ProgressiveGrey(8, 8).Scan([1]).ToArray()),
        ["no quantiser"] = (JpegRule.QuantizationTableMissing, new CraftedJpeg().Start().Frame(0xC0, 8, 8, (1, 0x11, 0)).Scan([1]).ToArray()),
        ["no table for a progressive picture"] =
            (JpegRule.HuffmanTableMissing, new CraftedJpeg().Start().Quantizer(0, 16).Frame(0xC2, 8, 8, (1, 0x11, 0)).Scan([1], 0, 0).ToArray()),
        ["start and end"] = (JpegRule.NoScan, [0xFF, 0xD8, 0xFF, 0xD9]),
        ["a DC code that is not there"] = (JpegRule.Code, CraftedJpeg.Grey(16, 16).Bits(15, 4).Flat(4).End().ToArray()),
        ["an AC code that is not there"] = (JpegRule.Code, CraftedJpeg.Grey(16, 16).Dc(0).Bits(0x1FF, 9).Flat(4).End().ToArray()),
        ["DC size 12"] = (JpegRule.Symbol, CraftedJpeg.Grey(16, 16).Bits(12, 4).Flat(4).End().ToArray()),
        ["AC size 11"] = (JpegRule.Symbol, CraftedJpeg.Grey(16, 16).Dc(0).Bits(0x0B, 9).Flat(4).End().ToArray()),
        ["a run without a value"] = (JpegRule.Symbol, CraftedJpeg.Grey(16, 16).Dc(0).Bits(0x50, 9).Flat(4).End().ToArray()),
        ["coefficient 64"] = (JpegRule.Run, CraftedJpeg.Grey(16, 16).Dc(0).ZeroRun().ZeroRun().ZeroRun().Ac(15, 1).Flat(4).End().ToArray()),
        ["zeros past the block"] = (JpegRule.Run, CraftedJpeg.Grey(16, 16).Dc(0).ZeroRun().ZeroRun().ZeroRun().ZeroRun().Flat(4).End().ToArray()),
        ["DC over its limit"] = (JpegRule.DcRange, CraftedJpeg.Grey(16, 16).Dc(-60).EndOfBlock().Dc(-6).EndOfBlock().Flat(2).End().ToArray()),
        ["AC over its limit"] = (JpegRule.AcRange, CraftedJpeg.Grey(16, 16).Dc(0).Ac(3, Limit + 1).EndOfBlock().Flat(3).End().ToArray()),
        ["end marker too early"] = (JpegRule.ScanShort, CraftedJpeg.Grey(16, 16).Flat(3).End().ToArray()),
        ["two bytes too many"] = (JpegRule.ScanLong, CraftedJpeg.Grey(8, 8).Flat(1).Pad().Bits(0xAAAA, 16).End().ToArray()),
        ["padding of ones and zeros"] = (JpegRule.Padding, CraftedJpeg.Grey(8, 8).Flat(1).Bits(0b10, 2).End().ToArray()),
        ["no restart marker"] = (JpegRule.RestartMissing, CraftedJpeg.Grey(16, 8, 1).Flat(1).End().ToArray()),
        ["restart 1 first"] = (JpegRule.RestartOrder, CraftedJpeg.Grey(16, 8, 1).Flat(1).Restart(1).Flat(1).End().ToArray()),
        ["restart in the header"] = (JpegRule.RestartUnexpected, new CraftedJpeg().Start().Bytes(0xFF, 0xD0).ToArray()),
        ["nine restarts at the end"] = (JpegRule.RestartUnexpected, Trailing(9).End().ToArray()),
        ["a component scanned twice"] = (JpegRule.Progression, CraftedJpeg.Grey(8, 8).Flat(1).Pad().Scan([1]).ToArray()),
        ["AC before DC"] = (JpegRule.Progression, CraftedJpeg.ProgressiveGrey(8, 8).Scan([1], 1, 63).ToArray()),
        ["refinement of what was not there"] = (JpegRule.Progression, CraftedJpeg.ProgressiveGrey(8, 8).Scan([1], 0, 0, 1).ToArray()),
        ["a band missing"] =
            (JpegRule.ScansMissing, CraftedJpeg.ProgressiveGrey(8, 8).Scan([1], 0, 0).Dc(0).Pad().Scan([1], 1, 62).EndOfBlock().End().ToArray()),
        ["a component missing"] = (JpegRule.ScansMissing, new CraftedJpeg().Start().Quantizer(0, 16).Frame(0xC0, 8, 8, (1, 0x11, 0), (2, 0x11, 0)).Huffman()
            .Scan([1]).Flat(1).End().ToArray()),
        ["a side of 65501"] = (JpegRule.Pixels, new CraftedJpeg().Start().Frame(0xC0, 65501, 1, (1, 0x11, 0)).ToArray()),
        ["more pixels than allowed"] = (JpegRule.Pixels, new CraftedJpeg().Start().Frame(0xC0, 8001, 5000, (1, 0x11, 0)).ToArray()),
        ["arithmetic coding"] = (JpegRule.Coding, new CraftedJpeg().Start().Frame(0xC9, 8, 8, (1, 0x11, 0)).ToArray()),
        ["12 bits"] = (JpegRule.Precision, new CraftedJpeg().Start().Segment(0xC1, 12, 0, 8, 0, 8, 1, 1, 0x11, 0).ToArray()),
        ["height follows later"] = (JpegRule.LineCount, new CraftedJpeg().Start().Frame(0xC0, 8, 0, (1, 0x11, 0)).ToArray()),
        ["a run of bands past the interval"] =
            (JpegRule.Run, CraftedJpeg.ProgressiveGrey(16, 8).Scan([1], 0, 0).Dc(0).Dc(0).Pad().Scan([1], 1, 63).Bits(0x10, 9).Bits(1, 1).End().ToArray()),
        ["a progressive value over its limit"] =
            (JpegRule.AcRange, CraftedJpeg.ProgressiveGrey(8, 8).Scan([1], 0, 0).Dc(0).Pad().Scan([1], 1, 63, 0, 1).Ac(0, 33).Bits(0, 32).End().ToArray()),
        ["a progressive DC over its limit"] =
            (JpegRule.DcRange, CraftedJpeg.ProgressiveGrey(32, 8).Scan([1], 0, 0, 0, 1).Dc(34).Dc(0).Dc(0).Dc(0).Bits(0, 32).End().ToArray()),
        ["a refinement of two bits"] = (JpegRule.Symbol, Refinement().Bits(0x02, 9).Bits(0, 32).End().ToArray()),
        ["a refinement past its band"] = (JpegRule.Run, Refinement().ZeroRun().ZeroRun().ZeroRun().ZeroRun().Bits(0, 32).End().ToArray()),
    };

    private readonly JpegValidator _validator = new();

    public static TheoryData<string> Cases => [.. Broken.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Validate_OneRuleBroken_NamesIt(string name)
    {
        var (rule, bytes) = Broken[name];

        var verdict = _validator.Validate(bytes);

        Assert.Equal(rule, verdict.Rule);
        Assert.False(verdict.IsAccepted);
        Assert.Equal((0, JpegRemarks.None), (verdict.EndOffset, verdict.Remarks & JpegRemarks.TrailingBytes));
        Assert.InRange(verdict.Offset, 0, bytes.Length);
    }

    [Theory]
    [InlineData("nothing", JpegRefusal.NotJpeg, "not-jpeg")]
    [InlineData("a web page", JpegRefusal.NotJpeg, "not-jpeg")]
    [InlineData("ends in the header", JpegRefusal.Truncated, "truncated")]
    [InlineData("ends in the scan", JpegRefusal.Truncated, "truncated")]
    [InlineData("ends after a comment", JpegRefusal.Truncated, "truncated")]
    [InlineData("ends before its other scans", JpegRefusal.Truncated, "truncated")]
    [InlineData("end marker too early", JpegRefusal.Corrupt, "corrupt")]
    [InlineData("two starts", JpegRefusal.Corrupt, "corrupt")]
    [InlineData("more pixels than allowed", JpegRefusal.TooLarge, "too-large")]
    [InlineData("arithmetic coding", JpegRefusal.Unsupported, "unsupported")]
    public void Validate_Broken_GivesTheReasonOfTheCapture(string name, JpegRefusal refusal, string reason)
    {
        var verdict = _validator.Validate(Broken[name].Bytes);

        Assert.Equal((refusal, reason), (verdict.Refusal, verdict.Reason));
    }

    [Fact]
    public void Validate_DamageBehindStuffedBytes_TellsItsByteInTheInput()
    {
        var jpeg = CraftedJpeg.Grey(32, 8, quantizer: 1);
        var start = jpeg.ToArray().Length;
        jpeg.Dc(0);
        for (var i = 0; i < 60; i++)
            jpeg.Ac(0, 1023);
        jpeg.EndOfBlock();
        var damage = jpeg.ToArray().Length;
        jpeg.Bits(15, 4).Flat(8).End();
        Assert.Contains((byte)0xFF, jpeg.ToArray()[start..damage]);

        var verdict = _validator.Validate(jpeg.ToArray());

        Assert.Equal((JpegRule.Code, damage), (verdict.Rule, verdict.Offset));
    }

    [Theory]
    [InlineData("two starts", 2)]
    [InlineData("unknown marker", 2)]
    [InlineData("restart in the header", 2)]
    [InlineData("a web page", 0)]
    public void Validate_BrokenSegment_TellsItsMarkersByte(string name, int offset) => Assert.Equal(offset, _validator.Validate(Broken[name].Bytes).Offset);

    [Theory]
    [InlineData("ends in the header")]
    [InlineData("ends in the scan")]
    [InlineData("ends after a comment")]
    [InlineData("ends before its other scans")]
    public void Validate_Truncated_TellsWhereTheInputEnds(string name)
    {
        var bytes = Broken[name].Bytes;

        Assert.Equal(bytes.Length, _validator.Validate(bytes).Offset);
    }

    [Fact]
    public void Validate_OptionsExceeded_NamesTheCap()
    {
        var grey = CraftedJpeg.Grey(8, 8).Flat(1).End().ToArray();
        var refined = Refinement().EndOfBlock().End().ToArray();

        Assert.Equal(JpegRule.Bytes, _validator.Validate(grey, new JpegValidationOptions { MaxBytes = grey.Length - 1 }).Rule);
        Assert.True(_validator.Validate(grey, new JpegValidationOptions { MaxBytes = grey.Length }).IsAccepted);
        Assert.Equal(JpegRule.ScanCount, _validator.Validate(refined, new JpegValidationOptions { MaxScans = 2 }).Rule);
        Assert.True(_validator.Validate(refined, new JpegValidationOptions { MaxScans = 3 }).IsAccepted);
        Assert.Equal(JpegRule.Memory, _validator.Validate(refined, new JpegValidationOptions { MaxProgressiveBytes = 7 }).Rule);
        Assert.True(_validator.Validate(refined, new JpegValidationOptions { MaxProgressiveBytes = 8 }).IsAccepted);
        Assert.Equal(JpegRefusal.TooLarge, _validator.Validate(grey, new JpegValidationOptions { MaxPixels = 63 }).Refusal);
    }

    [Fact]
    public void Validate_StrayBytesWithoutLeave_RefusesThem()
    {
        var picture = new CraftedJpeg().Start().Bytes([.. new byte[608]]).Bytes(CraftedJpeg.Grey(8, 8).Flat(1).End().ToArray().AsSpan(2)).ToArray();

        Assert.Equal(JpegRemarks.StrayBytes, _validator.Validate(picture).Remarks);
        Assert.Equal(JpegRule.StrayBytes, _validator.Validate(picture, new JpegValidationOptions { AcceptStrayBytes = false }).Rule);
    }

    [Fact]
    public void Cases_EveryRule_IsBrokenByOne()
    {
        JpegRule[] byOptions = [JpegRule.None, JpegRule.StrayBytes, JpegRule.ScanCount, JpegRule.Bytes, JpegRule.Memory];

        Assert.Empty(Enum.GetValues<JpegRule>().Except(byOptions).Except(Broken.Values.Select(broken => broken.Rule)));
    }

    public static TheoryData<string, JpegRemarks> Oddities => new()
    {
        { "fill bytes", JpegRemarks.FillBytes },
        { "fill bytes before the end", JpegRemarks.FillBytes },
        { "odd spectral values", JpegRemarks.SpectralValues },
        { "impossible spectral values", JpegRemarks.SpectralValues },
        { "padding of zeros", JpegRemarks.ZeroPadding },
        { "a byte of ones", JpegRemarks.ExtraOnes },
        { "restart markers before the end", JpegRemarks.TrailingRestarts },
        { "bytes after the end", JpegRemarks.TrailingBytes },
        { "limits reached", JpegRemarks.None },
        { "last coefficient reached", JpegRemarks.None },
        { "zeros to the last coefficient", JpegRemarks.None },
        { "empty table segments", JpegRemarks.None },
        { "end marker in a comment", JpegRemarks.None },
    };

    [Theory]
    [MemberData(nameof(Oddities))]
    public void Validate_OddButWhole_AcceptsWithRemark(string name, JpegRemarks remark)
    {
        var bytes = name switch
        {
            "fill bytes" => new CraftedJpeg().Start().Bytes(0xFF, 0xFF).Bytes(CraftedJpeg.Grey(8, 8).Flat(1).End().ToArray().AsSpan(2)),
            "fill bytes before the end" => CraftedJpeg.Grey(8, 8).Flat(1).Pad().Bytes(0xFF, 0xFF, 0xFF, 0xD9),
            "odd spectral values" => new CraftedJpeg().Start().Quantizer(0, 16).Frame(0xC0, 8, 8, (1, 0x11, 0)).Huffman().Scan([1], 0, 0).Flat(1).End(),
            "impossible spectral values" =>
            new CraftedJpeg().Start().Quantizer(0, 16).Frame(0xC0, 8, 8, (1, 0x11, 0)).Huffman().Scan([1], 99, 5, 15, 15).Flat(1).End(),
            "padding of zeros" => CraftedJpeg.Grey(8, 8).Flat(1).Bits(0, 3).End(),
            "a byte of ones" => CraftedJpeg.Grey(8, 8).Dc(0).Ac(0, 2).EndOfBlock().Bytes(0xFF, 0, 0xFF, 0xD9),
            "restart markers before the end" => Trailing(8).End(),
            "bytes after the end" => CraftedJpeg.Grey(8, 8).Flat(1).End().Bytes([.. "dhav"u8]),
            "limits reached" => CraftedJpeg.Grey(16, 8).Dc(Limit).Ac(0, -Limit).Ac(2, Limit).EndOfBlock().Dc(-2 * Limit).EndOfBlock().End(),
            "last coefficient reached" => CraftedJpeg.Grey(8, 8).Dc(0).ZeroRun().ZeroRun().ZeroRun().Ac(14, 1).End(),
            "zeros to the last coefficient" => CraftedJpeg.Grey(8, 8).Dc(0).ZeroRun().ZeroRun().ZeroRun().Ac(13, 1).EndOfBlock().End(),
            "empty table segments" => new CraftedJpeg().Start().Segment(0xDB).Segment(0xC4).Bytes(CraftedJpeg.Grey(8, 8).Flat(1).End().ToArray().AsSpan(2)),
            _ => new CraftedJpeg().Start().Segment(0xFE, 0xFF, 0xD9, 0xFF, 0xD8).Bytes(CraftedJpeg.Grey(8, 8).Flat(1).End().ToArray().AsSpan(2)),
        };

        var verdict = _validator.Validate(bytes.ToArray());

        Assert.Equal(JpegRule.None, verdict.Rule);
        Assert.Equal(remark, verdict.Remarks);
    }

    private static CraftedJpeg Trailing(int restarts)
    {
        var jpeg = CraftedJpeg.Grey(8, 8, 1).Flat(1);
        for (var i = 0; i < restarts; i++)
            jpeg.Restart(i & 7);
        return jpeg;
    }

    /// <summary>One block with one known coefficient, before the data of its refinement.</summary>
    private static CraftedJpeg Refinement() =>
        CraftedJpeg.ProgressiveGrey(8, 8).Scan([1], 0, 0).Dc(0).Pad().Scan([1], 1, 63, 0, 1).EndOfBlock().Pad().Scan([1], 1, 63, 1);
}
