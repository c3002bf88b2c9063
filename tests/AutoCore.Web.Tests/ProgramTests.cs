using System.Diagnostics;
using AutoCore.Testing;

namespace AutoCore.Web.Tests;

/// <summary>The program as a process: exit codes, errors with their remedy, a clean end.</summary>
public sealed class ProgramTests : IDisposable
{
    private static readonly string Program = Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "..", "..", "AutoCore.Web", Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), "autocore-web"));

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("""{ "Lisen": "127.0.0.1:8090" }""", "AutoCore:Web:Lisen: unknown key; did you mean Listen?")]
    [InlineData("""{ "Listen": "0.0.0.0:8090" }""", "set PasswordKey or TokenKey")]
    [InlineData("""{ "Listen": "8090" }""", "an address and a port")]
    [InlineData("""{ "PasswordKey": "MISSING" }""", "the secret MISSING was not found")]
    [InlineData("""{ "Tls": { "CertificateFile": "/nothing.pem" } }""", "certificate and key belong together")]
    [InlineData("""{ "Tls": { "CertificateFile": "/nothing.pem", "KeyFile": "/nothing.key" } }""", "cannot be used")]
    [InlineData("""{ "IdleExit": "00:00:00" }""", "a duration")]
    [InlineData("""{ "Language": "de" }""", "one of auto, en, pt")]
    public async Task WrongSettings_EndWith78AndTheRemedy(string web, string told)
    {
        await using var process = Start("--config", Settings(web));
        Assert.Equal(78, await process.WaitForExitAsync());
        Assert.Contains(process.Errors, line => line.Contains(told, StringComparison.Ordinal));
        Assert.DoesNotContain(process.Errors, line => line.Contains("   at ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WrongUsage_EndsWith64()
    {
        await using var process = Start("--confg", "x");
        Assert.Equal(64, await process.WaitForExitAsync());
    }

    [Fact]
    public async Task APortThatIsTaken_EndsWith1AndOneLine()
    {
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        await using var process = Start("--config", Settings($$"""{ "Listen": "{{taken.LocalEndpoint}}" }"""));
        Assert.Equal(1, await process.WaitForExitAsync());
        Assert.DoesNotContain(process.Errors, line => line.Contains("   at ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ByHand_ServesUntilItIsTold()
    {
        await using var process = Start("--config", Settings($$"""{ "Listen": "127.0.0.1:{{FreePort()}}", "IdleExit": "00:00:01" }"""));
        var line = await process.WaitForLineAsync("Serving at ");
        using var client = new HttpClient();
        using var answer = await client.GetAsync(new Uri(line[line.IndexOf("http", StringComparison.Ordinal)..] + "/api/v1/openapi.json"));
        Assert.True(answer.IsSuccessStatusCode);
        process.Terminate();
        Assert.Equal(0, await process.WaitForExitAsync());
    }

    public void Dispose() => _folder.Dispose();

    private string Settings(string web) => _folder.Write("appsettings.json",
        $$"""{ "AutoCore": { "DataDirectory": "{{_folder["data"]}}", "SecretsFile": "{{_folder["none.env"]}}", "Web": {{web}} } }""");

    private ChildProcess Start(params string[] arguments) => new(new ProcessStartInfo(Program, arguments) { WorkingDirectory = _folder.Path });

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
