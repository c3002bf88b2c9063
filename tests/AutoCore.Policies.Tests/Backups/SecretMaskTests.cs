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
    [InlineData("""{ "Headers": { "X-API-Key": "geheim", "X-Y": "Key {PasswordKey}" }, "Name": "P" }""",
        """{ "Headers": { "X-API-Key": "***", "X-Y": "Key {PasswordKey}" }, "Name": "P" }""")]
    [InlineData("http://cam/s?loginpas=geheim&keyframe=1&api_key=geheim;X-Amz-Signature=geheim",
        "http://cam/s?loginpas=***&keyframe=1&api_key=***;X-Amz-Signature=***")]
    [InlineData("""{ "Auth": "form", "LoginTokenField": "value.Token.name", "LoginTokenIn": "query:token", "SecretsFile": "/etc/x", "TokenKey": "T" }""",
        """{ "Auth": "form", "LoginTokenField": "value.Token.name", "LoginTokenIn": "query:token", "SecretsFile": "/etc/x", "TokenKey": "T" }""")]
    [InlineData("""{ "ApiKey": "geheim", "Secret": "a\"b", "Credential": "" }""", """{ "ApiKey": "***", "Secret": "***", "Credential": "" }""")]
    [InlineData("""{ "LoginBody": "{\"user\":\"{UserName}\",\"password\":\"geheim\",\"pw\":\"{PasswordKey}\"}" }""",
        """{ "LoginBody": "{\"user\":\"{UserName}\",\"password\":\"***\",\"pw\":\"{PasswordKey}\"}" }""")]
    [InlineData("S,P,\"{\"\"password\"\":\"\"geheim\"\",\"\"p\"\":\"\"{PasswordKey}\"\"}\",json",
        "S,P,\"{\"\"password\"\":\"\"***\"\",\"\"p\"\":\"\"{PasswordKey}\"\"}\",json")]
    [InlineData("""{ "Url": "http://cam/snapshot.jpg" } // a comment""", """{ "Url": "http://cam/snapshot.jpg" } // a comment""")]
    public void Apply_Secrets_AreMaskedAndNothingElse(string text, string masked) => Assert.Equal(masked, SecretMask.Apply(text));
}
