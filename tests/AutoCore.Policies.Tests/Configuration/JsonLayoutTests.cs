using System.Text.Json;
using AutoCore.Policies.Configuration;

namespace AutoCore.Policies.Tests.Configuration;

/// <summary>What becomes of lines that are too long to read.</summary>
public sealed class JsonLayoutTests
{
    private const string Camera = """{ "Site": "A, {Shop}", "Name": "P1", "Url": "http://10.0.0.7/a.jpg//x" }""";

    [Fact]
    public void LongList_HasALineForEachEntry() => Assert.Equal(
        $"    \"Sources\": [\n      {Camera},\n      {Camera}\n    ], // mine", JsonLayout.Fit($"    \"Sources\": [ {Camera}, {Camera}, ], // mine", ""));

    [Fact]
    public void LongList_InAFileOfWindows_HasItsLineEnds() => Assert.Equal(
        $"{{\r\n    \"Sources\": [\r\n      {Camera},\r\n      {Camera}\r\n    ]\r\n}}\r\n",
        JsonLayout.Fit($"{{\r\n    \"Sources\": [ {Camera}, {Camera} ]\r\n}}\r\n", "{\r\n}\r\n"));

    [Fact]
    public void LongObject_IsBrokenAsDeepAsItNeeds() => Assert.Equal(
        $$"""
        {
          "AutoCore": {
            "SdCard": { "Size": 8 },
            "Cameras": {
              "Sources": [
                {{Camera}},
                {{Camera}}
              ]
            }
          }
        }
        """.ReplaceLineEndings("\n"),
        JsonLayout.Fit($$"""{ "AutoCore": { "SdCard": { "Size": 8 }, "Cameras": { "Sources": [ {{Camera}}, {{Camera}} ] } } }""", ""));

    [Fact]
    public void LineThatWasThere_StaysAsItsOwnerWroteIt()
    {
        var line = $"[ {Camera}, {Camera} ]";
        Assert.Equal(line, JsonLayout.Fit(line, $"// mine\n{line}\n"));
    }

    [Fact]
    public void LongText_IsLeft()
    {
        var line = $"  \"Description\": \"{new string('[', 200)}\",";
        Assert.Equal(line, JsonLayout.Fit(line, ""));
    }

    [Theory]
    [InlineData("""{ "a": [ "x\\", "]", /* , } */ 1, { } ] }""")]
    [InlineData("""{ "a": { "b": "\"{" }, "c": [ [ 1, 2 ], [ ] ], "d": null }""")]
    public void AnyBreak_LeavesTheValues(string json)
    {
        var padded = json.Replace("\"a\":", $"\"pad\": \"{new string('x', 120)}\", \"a\":", StringComparison.Ordinal);
        var options = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip };
        var fit = JsonLayout.Fit(padded, "");
        Assert.Contains('\n', fit);
        Assert.True(JsonElement.DeepEquals(JsonDocument.Parse(padded, options).RootElement, JsonDocument.Parse(fit, options).RootElement));
    }
}
