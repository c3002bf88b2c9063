using AutoCore.Policies.SecondPlace;

namespace AutoCore.Policies.Tests.SecondPlace;

public sealed class SecondPlaceTextTests
{
    [Theory]
    [InlineData("Failed to copyto: InvalidAccessKeyId: The AWS Access Key Id you provided does not exist", "credentials")]
    [InlineData(
        "Failed to create file system for \"nas:\": NewFs: couldn't connect SSH: ssh: handshake failed: ssh: unable to authenticate, attempted methods [none publickey]", "credentials")]
    [InlineData("Failed to copy: write: no space left on device", "full")]
    [InlineData("Failed to copy: Update ReadFrom failed: sftp: \"Failure\" (SSH_FX_FAILURE)", "full")]
    [InlineData("Failed to lsjson: dial tcp 10.0.0.1:22: connect: connection refused", "reached")]
    [InlineData("Failed to copyto: corrupted on transfer: md5 hash differ \"a\" vs \"b\"", "damaged")]
    [InlineData("something\nnew", "something new")]
    public void Explain_Error_NamesTheRemedyOnOneLine(string error, string expected)
    {
        var text = RcloneAnswer.Explain([error]);

        Assert.Contains(expected, text, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', text);
    }

    [Fact]
    public void Explain_Nothing_SaysSo() => Assert.Contains("without a word", RcloneAnswer.Explain([]), StringComparison.Ordinal);
}
