using AutoCore.Policies.Configuration;

namespace AutoCore.Policies.Tests.Configuration;

/// <summary>Edits of a settings file that leave the rest alone.</summary>
public sealed class JsonEditorTests
{
    [Theory]
    [InlineData("""{ "A": { "B": 1 } }""", """{ "A": { "B": 7 } }""")]
    [InlineData("""{ "a": { "b": [ 1, 2 ], } }""", """{ "a": { "b": 7, } }""")]
    [InlineData("""{ "A": { } }""", """{ "A": { "B": 7 } }""")]
    [InlineData("""{ "A": { "C": 1 } }""", """{ "A": { "B": 7, "C": 1 } }""")]
    [InlineData("""{ "A": null }""", """{ "A": { "B": 7 } }""")]
    [InlineData("""{}""", """{ "A": { "B": 7 } }""")]
    [InlineData("{ // kept\n  \"A\": { \"B\": 1 /* kept */ } }", "{ // kept\n  \"A\": { \"B\": 7 /* kept */ } }")]
    [InlineData("{\n  \"A\": {\n    \"C\": 1\n  }\n}", "{\n  \"A\": {\n    \"B\": 7,\n    \"C\": 1\n  }\n}")]
    public void Set_ChangesThatValueOnly(string before, string after) => Assert.Equal(after, JsonEditor.Set(before, "7", "A", "B"));

    [Fact]
    public void Find_ReturnsTheTextOfAValueOrNull()
    {
        Assert.Equal("[ 1, 2 ]", JsonEditor.Find("""{ "A": { "B": [ 1, 2 ] } }""", "A", "B"));
        Assert.Null(JsonEditor.Find("""{ "A": { "B": 1 } }""", "A", "C"));
    }
}
