using System.Text;
using AutoCore.Policies.Cameras.Inventory;

namespace AutoCore.Policies.Tests.Cameras.Inventory;

/// <summary>Lists as spreadsheets save them.</summary>
public sealed class SpreadsheetTests
{
    [Theory]
    [InlineData("a,b\n1,2", 2)]
    [InlineData("a;b\r\n1;2\r\n", 2)]
    [InlineData("a\tb\n1\t2", 2)]
    [InlineData("sep=;\na;b\n1;2", 3)]
    [InlineData("sep=|\r\na|b\r\n1|2", 3)]
    [InlineData("a;b\n\n\"1\";\"2\"", 3)]
    [InlineData("\"sep=;\"\r\na;b\r\n1;2", 3)]
    [InlineData("\r\n\r\na;b\r\n1;2", 4)]
    public void Parse_EverySeparator_GivesTheSame(string text, int line) =>
        Assert.Equal(["a|b", $"1|2 at {line}"], CsvTable.Parse(text).Select((r, i) => string.Join('|', r.Fields) + (i > 0 ? $" at {r.Line}" : "")));

    [Fact]
    public void Parse_LineBreaksAndSeparatorsInQuotes_AreOneField() =>
        Assert.Equal(["x\ny, \"z\"", "2"], CsvTable.Parse("a,b\n\"x\ny, \"\"z\"\"\",2").Last().Fields);

    [Fact]
    public void Parse_QuoteThatIsNeverClosed_IsOpen() =>
        Assert.Equal([(1, false), (2, true)], CsvTable.Parse("a,b\n1,\"2\n3,4\n").Select(r => (r.Line, r.IsOpen)));

    public static TheoryData<byte[], bool> Encodings() => new()
    {
        { Encoding.Unicode.GetBytes("Camaçari – 5 €"), false },
        { Encoding.BigEndianUnicode.GetBytes("Camaçari – 5 €"), false },
        { Encoding.UTF8.GetBytes("Camaçari – 5 €"), false },
        { [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes("Camaçari – 5 €")], false },
        { [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("Camaçari – 5 €")], false },
        { [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes("Camaçari – 5 €")], false },
        { [.. "Cama"u8, 0xE7, .. "ari "u8, 0x96, .. " 5 "u8, 0x80], true },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Decode_EveryEncoding_GivesTheSame(byte[] content, bool isGuessed)
    {
        Assert.Equal("Camaçari – 5 €", InventoryText.Decode(content, out var guessed));
        Assert.Equal(isGuessed, guessed);
    }
}
