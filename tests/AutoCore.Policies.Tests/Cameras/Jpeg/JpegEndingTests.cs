using AutoCore.Policies.Cameras.Jpeg;

namespace AutoCore.Policies.Tests.Cameras.Jpeg;

/// <summary>Pictures whose every block is there and whose end is not as it should be: ESP32-CAM pads with zeros, webcams leave the end marker out.</summary>
public sealed class JpegEndingTests
{
    private static readonly JpegValidationOptions Strict = new() { RequireEnd = true };

    private readonly JpegValidator _validator = new();

    public static TheoryData<string, int, byte[], JpegRemarks> Endings
    {
        get
        {
            var endings = new TheoryData<string, int, byte[], JpegRemarks>();
            // One whose last byte is zero by itself cannot be told from one whose rest was zeroed.
            foreach (var name in SamplePicture.Names.Where(n => SamplePicture.Read(n)[^3] != 0))
            {
                endings.Add(name, 2, [], JpegRemarks.EndMissing);
                endings.Add(name, 1, [], JpegRemarks.EndMissing);
                endings.Add(name, 2, new byte[64], JpegRemarks.EndMissing | JpegRemarks.ZeroTail);
                foreach (var zeros in (int[])[1, 4, 512, 40_000])
                    endings.Add(name, 2, [.. new byte[zeros], 0xFF, 0xD9], JpegRemarks.ZeroTail);
            }
            return endings;
        }
    }

    [Theory]
    [MemberData(nameof(Endings))]
    public void Validate_EveryBlockIsThere_IsTakenAsItCame(string name, int cut, byte[] ending, JpegRemarks remarks)
    {
        byte[] picture = [.. SamplePicture.Read(name).AsSpan(..^cut), .. ending];

        var verdict = _validator.Validate(picture);

        Assert.Equal((JpegRule.None, picture.Length), (verdict.Rule, verdict.EndOffset));
        Assert.Equal(remarks, verdict.Remarks & (JpegRemarks.EndMissing | JpegRemarks.ZeroTail));
        Assert.Equal(verdict, InPieces(picture));
        Assert.False(_validator.Validate(picture, Strict).IsAccepted);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Validate_RestIsZeros_IsNoOddEnding(bool hasEnd)
    {
        foreach (var name in SamplePicture.Names)
        {
            for (var from = 700; from < SamplePicture.Read(name).Length - 4; from += 7)
            {
                var picture = SamplePicture.Read(name);
                picture.AsSpan(from..(hasEnd ? ^2 : ^0)).Clear();

                // At one place zeros may happen to decode to just as many blocks as are missing.
                var verdict = _validator.Validate(picture);
                Assert.True(!verdict.IsAccepted || (hasEnd && (verdict.Remarks & (JpegRemarks.EndMissing | JpegRemarks.ZeroTail)) == 0),
                    $"{name} from {from} on: {verdict}");
            }
        }
    }

    private JpegVerdict InPieces(byte[] picture)
    {
        _validator.Reset();
        foreach (var piece in picture.Chunk(7))
            _validator.Feed(piece);
        return _validator.Finish();
    }
}
