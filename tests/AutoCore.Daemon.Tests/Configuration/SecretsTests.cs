using System.Collections;
using AutoCore.Core.Storage;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Configuration;

public sealed class SecretsTests : IDisposable
{
    private const UnixFileMode OwnerAndGroup = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;

    private readonly TemporaryFolder folder = new();
    private readonly Hashtable environment = [];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Find_InSeveralPlaces_EnvironmentThenFileThenCredential()
    {
        folder.Write("credentials/KEY", "from credential\n");
        environment["CREDENTIALS_DIRECTORY"] = folder["credentials"];
        Assert.Equal("from credential", Find("KEY").Value);
        WriteFile("KEY=from file\n");
        Assert.Equal("from file", Find("KEY").Value);
        environment["KEY"] = "from environment";
        Assert.Equal("from environment", Find("KEY").Value);
    }

    [Theory]
    [InlineData("KEY=plain", "plain")]
    [InlineData("export KEY=plain", "plain")]
    [InlineData("KEY=\"with blank \"", "with blank ")]
    [InlineData("KEY='a#b'", "a#b")]
    [InlineData("KEY=a=b", "a=b")]
    [InlineData("KEY = a b ", "a b")]
    [InlineData("KEY=\"a\\\"b\"", "a\"b")]
    [InlineData("KEY=\"a\\\\b\"", "a\\b")]
    [InlineData("KEY=\"a\\$b\\`c\\nd\"", "a$b`c\\nd")]
    [InlineData("KEY=\"open\\\"", "\"open\\\"")]
    [InlineData("KEY='a\\\"b'", "a\\\"b")]
    [InlineData("KEY=a\\b", "a\\b")]
    [InlineData("KEY=abc\"", "abc\"")]
    [InlineData("KEY='it'\\''s'", "it's")]
    [InlineData("KEY='it's'", "it's")]
    [InlineData("KEY=\"a\"b'c'", "abc")]
    [InlineData("KEY=\"abc", "\"abc")]
    [InlineData("KEYS=no\nKEY=yes", "yes")]
    [InlineData("# KEY=no\nKEY=yes", "yes")]
    [InlineData("KEY=one\nKEY=two", "two")]
    [InlineData("KEYS=no\nKEY no\nOTHER=no", null)]
    public void Find_LineOfTheFile_IsReadAsAShellWould(string text, string? value)
    {
        WriteFile(text);
        Assert.Equal(value, Find("KEY").Value);
    }

    [Theory]
    [InlineData("KEY=1")]
    [InlineData(" export  KEY = 'a'")]
    [InlineData("KEY=")]
    public void NameOf_TheLineThatIsRead(string line) => Assert.Equal("KEY", SecretLine.NameOf(line));

    [Theory]
    [InlineData("plain")]
    [InlineData("it's \"a\" $ecret\\")]
    [InlineData(" `blanks` ")]
    [InlineData("'")]
    [InlineData("")]
    public void Add_ASecret_IsReadBackAsItWas(string secret)
    {
        Assert.Equal(["KEY"], SecretsWriter.Add(folder["secrets.env"], [new("KEY", secret)]));
        Assert.Equal(secret, Find("KEY").Value);
        Assert.Empty(SecretsWriter.Add(folder["secrets.env"], [new("KEY", "another")]));
    }

    [Fact]
    public void Add_NewFile_IsClosedToOthers_AndOfTheDaemonsGroup()
    {
        SecretsWriter.Add(folder["new/secrets.env"], [new("KEY", "x")]);

        Assert.Equal(OwnerAndGroup, File.GetUnixFileMode(folder["new/secrets.env"]));
        // Without the package's user there is no group to give it to; the system tests have one.
        var group = ProcessRights.IsRoot ? SystemUser.Find(SystemUser.DaemonName)?.Group : null;
        Assert.Equal(group ?? ProcessRights.Group, FileOwner.Of(folder["new/secrets.env"])?.Group);
    }

    [Fact]
    public void Add_FileThatIsALinkToNothing_IsNotFollowed()
    {
        File.CreateSymbolicLink(folder["secrets.env"], folder["elsewhere"]);

        Assert.ThrowsAny<IOException>(() => SecretsWriter.Add(folder["secrets.env"], [new("KEY", "x")]));

        Assert.False(File.Exists(folder["elsewhere"]));
    }

    [Fact]
    public void Find_FileThatOthersCanRead_IsRefusedWithTheRemedy()
    {
        WriteFile("KEY=secret");
        File.SetUnixFileMode(folder["secrets.env"], OwnerAndGroup | UnixFileMode.OtherRead);
        var lookup = Find("KEY");
        Assert.Null(lookup.Value);
        Assert.Contains("chmod 640", lookup.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_FolderInPlaceOfTheFile_IsSaid()
    {
        Directory.CreateDirectory(folder["secrets.env"]);
        Assert.Contains("is a folder, and a file is meant", Find("KEY").Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_Nowhere_NamesTheKeyAndEveryPlace()
    {
        var problem = Find("CAMERA_PASSWORD").Problem;
        Assert.Contains("CAMERA_PASSWORD", problem, StringComparison.Ordinal);
        Assert.Contains("environment", problem, StringComparison.Ordinal);
        Assert.Contains(folder["secrets.env"], problem, StringComparison.Ordinal);
        Assert.Contains("credential", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void ToString_OfASecret_DoesNotTellIt()
    {
        environment["KEY"] = "hunter2";
        Assert.DoesNotContain("hunter2", Find("KEY").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Find_KeyThatLeavesTheCredentialsFolder_IsNotFollowed()
    {
        folder.Write("outside", "secret");
        environment["CREDENTIALS_DIRECTORY"] = folder["credentials"];
        Directory.CreateDirectory(folder["credentials"]);
        Assert.Null(Find("../outside").Value);
    }

    private SecretLookup Find(string key) => new Secrets(folder["secrets.env"], environment).Find(key);

    private void WriteFile(string text) => File.SetUnixFileMode(folder.Write("secrets.env", text), OwnerAndGroup);
}
