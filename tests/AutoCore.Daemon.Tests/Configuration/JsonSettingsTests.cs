using System.Text;
using AutoCore.Core.Configuration;

namespace AutoCore.Daemon.Tests.Configuration;

public sealed class JsonSettingsTests
{
    private readonly List<string> errors = [];

    [Fact]
    public void Read_ValuesOfEachKind_KeepKindAndLine()
    {
        var settings = Read("""
            {
              // a comment
              "A": { "Text": "x", "Number": 1.5, "Flag": true, "None": null, },
              "List": [ "a", { "B": 2 } ]
            }
            """);
        Assert.Empty(errors);
        Assert.Equal(
            ["A Section  3", "A:Text Text x 3", "A:Number Number 1.5 3", "A:Flag Flag true 3", "A:None Null  3", "List List  4", "List:0 Text a 4",
                "List:1 Section  4", "List:1:B Number 2 4"],
            settings.Select(s => $"{s.Path} {s.Kind} {s.Value} {s.Line}"));
    }

    [Fact]
    public void Read_KeyGivenTwice_IsAMistakeThatNamesBothLines()
    {
        Read("{\n \"A\": { \"Node\": 1,\n \"node\": 2 } }");
        Assert.Contains("f.json:3: A:node: given twice (first on line 2)", Assert.Single(errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ \"A\": { \"B\": 1\n \"C\": 2 } }", "f.json:2", "C")]
    [InlineData("{ \"A\": { \"B\": }", "f.json:1", "B")]
    [InlineData("{ \"A\": 1 } { }", "f.json:1", "A")]
    [InlineData("{ \"A\": \"text }", "f.json:1", "A")]
    [InlineData("", "f.json:1", "the file")]
    [InlineData("[]", "f.json:1", "the file")]
    [InlineData("5", "f.json:1", "the file")]
    public void Read_NoJson_NamesLineAndKey(string json, string place, string key)
    {
        Read(json);
        var error = Assert.Single(errors);
        Assert.StartsWith(place, error, StringComparison.Ordinal);
        Assert.Contains(key, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ByteOrderMark_IsSkipped()
    {
        Assert.Single(JsonSettings.Read([.. Encoding.UTF8.Preamble, .. "{\"A\":1}"u8], "f.json", errors));
        Assert.Empty(errors);
    }

    [Fact]
    public void Read_BytesThatAreNoText_AreAMistakeAndNoException()
    {
        JsonSettings.Read([.. "{\"A\": \""u8, 0xFF, 0xFE, .. "\"}"u8], "f.json", errors);
        Assert.Single(errors);
    }

    private List<Setting> Read(string json) => JsonSettings.Read(Encoding.UTF8.GetBytes(json), "f.json", errors);
}
