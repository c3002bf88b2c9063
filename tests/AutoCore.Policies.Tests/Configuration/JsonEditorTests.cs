using AutoCore.Policies.Configuration;

namespace AutoCore.Policies.Tests.Configuration;

/// <summary>Edits of a settings file that leave the rest alone.</summary>
public sealed class JsonEditorTests
{
    [Theory]
    [InlineData("""{ "A": { "B": 1 } }""", """{ "A": { "B": 7 } }""")]
    [InlineData("""{ "a": { "b": [ 1, 2 ], } }""", """{ "a": { "b": 7, } }""")]
    [InlineData("""{ "A": { } }""", """{ "A": { "B": 7 } }""")]
    [InlineData("""{ "A": { "C": 1 } }""", """{ "A": { "C": 1, "B": 7 } }""")]
    [InlineData("""{ "A": { "C": "é", } }""", """{ "A": { "C": "é", "B": 7, } }""")]
    [InlineData("""{ "A": { "C": 1 /* kept */, "D": 2 } }""", """{ "A": { "C": 1 /* kept */, "D": 2, "B": 7 } }""")]
    [InlineData("""{ "A": null }""", """{ "A": { "B": 7 } }""")]
    [InlineData("""{ "A": [ 1 ] }""", """{ "A": { "B": 7 } }""")]
    [InlineData("""{}""", "{\n  \"A\": {\n    \"B\": 7\n  }\n}")]
    [InlineData("{ // kept\n}\n", "{\n  \"A\": {\n    \"B\": 7\n  }\n// kept\n}\n")]
    [InlineData("{ // kept\n  \"A\": { \"B\": 1 /* kept */ } }", "{ // kept\n  \"A\": { \"B\": 7 /* kept */ } }")]
    [InlineData("{\n  \"A\": {\n    \"C\": 1\n  }\n}", "{\n  \"A\": {\n    \"C\": 1,\n    \"B\": 7\n  }\n}")]
    [InlineData("{\n  \"A\": {\n    \"C\": 1 // kept\n  }\n}", "{\n  \"A\": {\n    \"C\": 1, // kept\n    \"B\": 7\n  }\n}")]
    [InlineData("{\n  \"A\": {\n    \"C\": 1, /* kept */\n  }\n}", "{\n  \"A\": {\n    \"C\": 1, /* kept */\n    \"B\": 7,\n  }\n}")]
    [InlineData("{\r\n  \"A\": {\r\n    \"C\": 1\r\n  }\r\n}", "{\r\n  \"A\": {\r\n    \"C\": 1,\r\n    \"B\": 7\r\n  }\r\n}")]
    [InlineData("{\r\n}\r\n", "{\r\n  \"A\": {\r\n    \"B\": 7\r\n  }\r\n}\r\n")]
    [InlineData("{ \"A\": { \"C\": 1 // kept\n} }", "{ \"A\": { \"C\": 1, // kept\n  \"B\": 7\n} }")]
    [InlineData("{ \"A\": { \"C\": 1 /* kept */ } }", "{ \"A\": { \"C\": 1, /* kept */ \"B\": 7 } }")]
    [InlineData("{ \"A\": { \"C\": 1 /* a, b */, } }", "{ \"A\": { \"C\": 1 /* a, b */, \"B\": 7, } }")]
    public void Set_ChangesThatValueOnly(string before, string after) => Assert.Equal(after, JsonEditor.Set(before, "7", "A", "B"));

    [Theory]
    [InlineData("Mqtt", "SdCard, // card\n    Cameras, // eyes\n    Mqtt,\n    Alerts, // bell")]
    [InlineData("Node", "Node,\n    SdCard, // card\n    Cameras, // eyes\n    Alerts, // bell")]
    [InlineData("Web", "SdCard, // card\n    Cameras, // eyes\n    Alerts, // bell\n    Web,")]
    [InlineData("Other", "SdCard, // card\n    Cameras, // eyes\n    Alerts, // bell\n    Other,")]
    public void Set_NewSection_StandsWhereTheDocumentationHasIt(string section, string order)
    {
        const string file = "{\n  \"AutoCore\": {\n    \"SdCard\": 7, // card\n    \"Cameras\": 7, // eyes\n    \"Alerts\": 7, // bell\n  }\n}\n";
        var names = JsonEditor.Set(file, "7", "AutoCore", section).Replace("{\n  \"AutoCore\": {\n    ", "", StringComparison.Ordinal)
            .Replace("\n  }\n}\n", "", StringComparison.Ordinal).Replace("\": 7", "", StringComparison.Ordinal).Replace("\"", "", StringComparison.Ordinal);
        Assert.Equal(order, names);
    }

    [Theory]
    [InlineData("""{ "A": { "L": [ ] } }""", """{ "A": { "L": [ 7 ] } }""")]
    [InlineData("""{ "A": { "L": null } }""", """{ "A": { "L": [ 7 ] } }""")]
    [InlineData("""{ "A": { } }""", """{ "A": { "L": [ 7 ] } }""")]
    [InlineData("""{ "A": { "L": [ 1, 2 ] } }""", """{ "A": { "L": [ 1, 2, 7 ] } }""")]
    [InlineData("{ \"A\": { \"L\": [\n  1, // one\n  2 // two\n] } }", "{ \"A\": { \"L\": [\n  1, // one\n  2, // two\n  7\n] } }")]
    [InlineData("{ \"A\": { \"L\": [\n  1 // one\n  // 2 is away, for now\n] } }", "{ \"A\": { \"L\": [\n  1, // one\n  // 2 is away, for now\n  7\n] } }")]
    [InlineData("{ \"A\": { \"L\": [ 1 // one\n] } }", "{ \"A\": { \"L\": [ 1, // one\n  7\n] } }")]
    [InlineData("{ \"A\": { \"L\": [ 1 /* one */ ] } }", "{ \"A\": { \"L\": [ 1, /* one */ 7 ] } }")]
    [InlineData("{ \"A\": { \"L\": [ // none yet\n] } }", "{ \"A\": { \"L\": [ // none yet\n  7\n] } }")]
    [InlineData("{ \"A\": { \"L\": [ /* none yet */ ] } }", "{ \"A\": { \"L\": [ /* none yet */ 7 ] } }")]
    [InlineData("{ \"A\": { \"L\": [\r\n  1\r\n] } }", "{ \"A\": { \"L\": [\r\n  1,\r\n  7\r\n] } }")]
    public void Append_AddsAtTheEnd(string before, string after) => Assert.Equal(after, JsonEditor.Append(before, "7", "A", "L"));

    [Fact]
    public void Find_ReturnsTheTextOfAValueOrNull()
    {
        Assert.Equal("[ 1, 2 ]", JsonEditor.Find("""{ "É": 1, "A": { "B": [ 1, 2 ] } }""", "A", "B"));
        Assert.Null(JsonEditor.Find("""{ "A": { "B": 1 } }""", "A", "C"));
    }
}
