using System.Collections;
using AutoCore.Daemon.Cameras;
using AutoCore.Daemon.Configuration;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Cameras;

/// <summary>Cameras from a file of their own, and mistakes in it by file and line.</summary>
public sealed class CameraInventoryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Json_IsReadAsSourcesAre()
    {
        var cameras = Load("""[ { "Site": "A", "Name": "P1", "Url": "http://10.0.0.1/a.jpg", "Auth": "digest", "TlsVerify": false }, /* one more */ { "Site": "A", "Name": "P2", "Url": "http://10.0.0.1/b.jpg", }, ]""").Options.Cameras.Sources;

        Assert.Equal(["A/P1", "A/P2"], cameras.Select(c => c.Label));
        Assert.Equal(CameraAuth.Digest, cameras[0].Auth);
        Assert.False(cameras[0].Tls.Verify);
    }

    [Theory]
    [InlineData("Site,Name,Url,Auth,TlsVerify\nA,P1,\"http://10.0.0.1/a.jpg?x=1,2\",digest,false\n\n\"Águas \"\"Claras\"\"\",1,http://10.0.0.1/b.jpg,,\n")]
    [InlineData("\uFEFFsite;name;url;auth;tlsverify\r\nA;P1;http://10.0.0.1/a.jpg?x=1,2;digest;false\r\n\"Águas \"\"Claras\"\"\";1;http://10.0.0.1/b.jpg;;\r\n")]
    public void Csv_OfSpreadsheets_IsReadTheSame(string text)
    {
        var loaded = Load(text);

        Assert.Empty(loaded.Report.Errors);
        Assert.Equal(["A/P1", "Águas \"Claras\"/1"], loaded.Options.Cameras.Sources.Select(c => c.Label));
        Assert.Equal("?x=1,2", loaded.Options.Cameras.Sources[0].Url.Query);
        Assert.False(loaded.Options.Cameras.Sources[0].Tls.Verify);
    }

    [Theory]
    [InlineData("Site,Name,Url\nA,P1,http://h/a\nA,..,http://h/b\n", "inventory:3: Inventory:1:Name")]
    [InlineData("Site,Name,Url\nA,P1\n", "inventory:2: Inventory:0: Url is missing")]
    [InlineData("Site,Name,Link\nA,P1,http://h/a\n", "unknown key")]
    [InlineData("Site,Name,Url\nA,P1,http://h/a,x\n", "inventory:2: Inventory:0: 4 fields")]
    [InlineData("[\n{ \"Site\": \"A\", \"Name\": \"P1\", \"Url\": \"ftp://h/a\" }\n]", "inventory:2: Inventory:0:Url")]
    [InlineData("[\n{ \"Site\": \"A\" \"Name\": \"P1\" }\n]", "inventory:2: ")]
    [InlineData("{ \"Sources\": [] }", "inventory:1: the file: expected a list")]
    [InlineData("Site,Name,Url\nA,P1,http://h/a\na,p1,http://h/b\n", "2 cameras would be kept as")]
    [InlineData("", "inventory:1: the file is empty")]
    public void Mistake_IsReportedByFileAndLine(string text, string expected) =>
        Assert.Contains(Load(text).Report.Errors, e => e.Contains(expected, StringComparison.Ordinal));

    [Fact]
    public void MissingFile_IsAMistakeOfTheSettings()
    {
        var errors = Load(null).Report.Errors;

        Assert.Contains("InventoryFile", Assert.Single(errors), StringComparison.Ordinal);
    }

    private LoadedSettings Load(string? inventory)
    {
        if (inventory is not null)
            _folder.Write("inventory", inventory);
        var file = _folder.Write("appsettings.json", $$"""{ "AutoCore": { "DataDirectory": "{{_folder.Path}}", "Cameras": { "InventoryFile": "inventory" } } }""");
        return LoadedSettings.Load(file, new Hashtable());
    }
}
