using AutoCore.Policies.Backups;

namespace AutoCore.Policies.Tests.Backups;

public sealed class SecretMaskTests
{
    [Theory]
    [InlineData("""{ "Url": "http://admin:geheim@cam/snap.jpg" }""", """{ "Url": "http://admin:***@cam/snap.jpg" }""")]
    [InlineData("http://cam/snap.cgi?user=admin&pwd=geheim&x=1", "http://cam/snap.cgi?user=admin&pwd=***&x=1")]
    [InlineData("Shop,P1,http://cam/?token=geheim,none", "Shop,P1,http://cam/?token=***,none")]
    [InlineData("""{ "Password": "geheim", "PasswordKey": "CAMERA_PASSWORD" }""", """{ "Password": "***", "PasswordKey": "CAMERA_PASSWORD" }""")]
    [InlineData("http://cam/s?sig=geheim&pw={PasswordKey}&x=1", "http://cam/s?sig=***&pw={PasswordKey}&x=1")]
    [InlineData("""{ "Headers": { "X-API-Key": "geheim", "X-Y": "Key {PasswordKey}" }, "Name": "P" }""", """{ "Headers": { "X-API-Key": "***", "X-Y": "Key {PasswordKey}" }, "Name": "P" }""")]
    [InlineData("""{ "Url": "http://cam/snapshot.jpg" } // a comment""", """{ "Url": "http://cam/snapshot.jpg" } // a comment""")]
    public void Apply_Secrets_AreMaskedAndNothingElse(string text, string masked) => Assert.Equal(masked, SecretMask.Apply(text));
}
