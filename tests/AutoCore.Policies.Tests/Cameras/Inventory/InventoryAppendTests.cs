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
    [InlineData("// mine\n[\n  { \"Site\": \"A\" } // first\n]\n", "// mine\n[\n  { \"Site\": \"A\" },\n  " + Json + " // first\n]\n")]
    [InlineData("[ { \"Site\": \"A\" }, ]", "[ { \"Site\": \"A\" },\n  " + Json + ", ]")]
    public void Json_KeepsWhatWasThere(string text, string expected) => Assert.Equal(expected, InventoryAppend.ToJson(text, [Entry], out _));

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
