using System.Security.Cryptography;
using System.Text;
using AutoCore.Policies.Hosting;

namespace AutoCore.Policies.Tests.Hosting;

/// <summary>The same as the platform's, and as the standard's examples.</summary>
public sealed class Sha256Tests
{
    [Theory]
    [InlineData("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")]
    public void Examples_OfTheStandard(string text, string expected) =>
        Assert.Equal(expected, Convert.ToHexStringLower(Sha256.HashData(Encoding.ASCII.GetBytes(text))));

    [Fact]
    public void EveryLength_IsThePlatforms()
    {
        var random = new Random(7);
        for (var length = 0; length < 300; length++)
        {
            var (key, data) = (new byte[length % 150], new byte[length]);
            random.NextBytes(key);
            random.NextBytes(data);
            Assert.Equal(SHA256.HashData(data), Sha256.HashData(data));
            Assert.Equal(HMACSHA256.HashData(key, data), Sha256.Sign(key, data));
        }
    }
}
