using AutoCore.Policies.Cameras.Inventory;

namespace AutoCore.Policies.Tests.Cameras.Inventory;

/// <summary>Lists to which cameras are added: what was there stays, to the character.</summary>
public sealed class InventoryAppendTests
{
    private static readonly InventoryEntry Entry = new([
        new("Site", "S"), new("Name", "N"), new("Url", "http://a/b?c,d"), new("UserName", ""), new("Note", "x; \"y\""),
    ]);

    private const string Json = """{"Site":"S","Name":"N","Url":"http://a/b?c,d","Note":"x; \"y\""}""";

    [Theory]
    [InlineData("", "[\n  " + Json + "\n]\n")]
    [InlineData("[]", "[\n  " + Json + "\n]")]
    [InlineData("// mine\n[\n  { \"Site\": \"A\" } // first\n]\n", "// mine\n[\n  { \"Site\": \"A\" }, // first\n  " + Json + "\n]\n")]
    [InlineData("[ { \"Site\": \"A\" }, ]", "[ { \"Site\": \"A\" },\n  " + Json + ", ]")]
    [InlineData("[ // none yet\n]", "[ // none yet\n  " + Json + "\n]")]
    [InlineData("[ /* none yet */ ]", "[ /* none yet */\n  " + Json + "\n]")]
    [InlineData("[\n\t{ \"Site\": \"A\" }\n]", "[\n\t{ \"Site\": \"A\" },\n\t" + Json + "\n]")]
    public void Json_KeepsWhatWasThere(string text, string expected) => Assert.Equal(expected, InventoryAppend.ToJson(text, [Entry], out _));

    /// <summary>A comment behind the last camera stood behind the new one afterwards.</summary>
    [Theory]
    [InlineData("[\n  {}, // the last\n]\n", "[\n  {}, // the last\n  NEW,\n]\n")]
    [InlineData("[\n  {} // the last, so far\n  // { \"Site\": \"B\" }, away\n]\n", "[\n  {}, // the last, so far\n  // { \"Site\": \"B\" }, away\n  NEW\n]\n")]
    [InlineData("[ {} /* a, b ] */ /* c */ ] // end\n", "[ {}, /* a, b ] */ /* c */\n  NEW ] // end\n")]
    [InlineData("[ {} // the last\n, ]", "[ {} // the last\n,\n  NEW, ]")]
    public void Json_CommentsBehindTheLastCamera_StayBehindIt(string text, string expected) =>
        Assert.Equal(expected.Replace("NEW", Json, StringComparison.Ordinal), InventoryAppend.ToJson(text, [Entry], out _));

    /// <summary>Lines that ended with LF stood in files of Windows afterwards.</summary>
    [Theory]
    [InlineData("[\r\n  {}\r\n]\r\n", "[\r\n  {},\r\n  NEW,\r\n  NEW\r\n]\r\n")]
    [InlineData("[]\r\n", "[\r\n  NEW,\r\n  NEW\r\n]\r\n")]
    [InlineData("[\r  {}\r]", "[\r  {},\r  NEW,\r  NEW\r]")]
    public void Json_LinesOfWindows_StayThose(string text, string expected) =>
        Assert.Equal(expected.Replace("NEW", Json, StringComparison.Ordinal), InventoryAppend.ToJson(text, [Entry, Entry], out _));

    [Theory]
    [InlineData("{}")]
    [InlineData("[")]
    [InlineData("[ x ]")]
    [InlineData("Site,Name,Url")]
    public void Json_ThatIsNone_IsLeftAlone(string text)
    {
        Assert.Null(InventoryAppend.ToJson(text, [Entry], out var problem));
        Assert.NotEmpty(problem);
    }

    [Theory]
    [InlineData("", "Site,Name,Url,Auth,UserName,PasswordKey,TlsFingerprint,Note\nS,N,\"http://a/b?c,d\",,,,,\"x; \"\"y\"\"\"\n")]
    [InlineData("Url;Site;Name\r\nhttp://c;A;B", "Url;Site;Name\r\nhttp://c;A;B\r\nhttp://a/b?c,d;S;N\r\n")]
    [InlineData("sep=;\nsite;name;url;Note\n", "sep=;\nsite;name;url;Note\nS;N;http://a/b?c,d;\"x; \"\"y\"\"\"\n")]
    public void Csv_KeepsItsColumnsAndItsSeparator(string text, string expected) => Assert.Equal(expected, InventoryAppend.ToCsv(text, [Entry], out _));

    [Fact]
    public void Csv_WithoutAColumnThatIsNeeded_IsLeftAlone()
    {
        Assert.Null(InventoryAppend.ToCsv("Site,Name\n", [Entry], out var problem));
        Assert.Contains("Url", problem, StringComparison.Ordinal);
    }
}
