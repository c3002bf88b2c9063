using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using AutoCore.Daemon.Cameras;
using AutoCore.Daemon.Tests.Cameras.Fence;
using Microsoft.Extensions.DependencyInjection;

namespace AutoCore.Daemon.Tests.Cameras.Http;

/// <summary>Cameras whose firmware knows no cipher with forward secrecy.</summary>
public sealed class LegacyTlsTests : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly RSA _key = RSA.Create(2048);
    private readonly X509Certificate2 _certificate;

    public LegacyTlsTests()
    {
        var request = new CertificateRequest("CN=cam", _key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        _certificate = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        _listener.Start();
        _ = ServeAsync();
    }

    public void Dispose()
    {
        _listener.Dispose();
        _certificate.Dispose();
        _key.Dispose();
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task SpeaksOldTlsAlone_IsReachedWithLeave(bool legacy, int stored)
    {
        await using var fixture = Fixture(legacy);

        Assert.Equal(stored, (await fixture.RunAsync()).Summary.Stored);
    }

    [Fact]
    public async Task SpeaksOldTlsAlone_TheCheckNamesTheSetting()
    {
        await using var fixture = Fixture(legacy: false);
        var cameras = fixture.Services.GetRequiredService<Core.Cameras.CamerasOptions>().Sources;

        var findings = await fixture.Services.GetRequiredService<CameraCheck>().RunAsync(cameras, static _ => { }, CancellationToken.None);

        Assert.Contains("\"TlsLegacy\": true", Assert.Single(findings).Advice, StringComparison.Ordinal);
    }

    private CaptureFixture Fixture(bool legacy)
    {
        var fixture = new CaptureFixture();
        fixture.Settings["RetryAttempts"] = 1;
        fixture.Farm.Add("S/P0");
        fixture.CameraSettings["S/P0"] =
            new JsonObject { ["Url"] = $"https://{_listener.LocalEndpoint}/snap", ["Auth"] = "none", ["TlsVerify"] = false, ["TlsLegacy"] = legacy };
        return fixture;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
                _ = AnswerAsync(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await using var stream = new SslStream(client.GetStream());
                await stream.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
                {
                    ServerCertificate = _certificate,
                    EnabledSslProtocols = SslProtocols.Tls12,
                    CipherSuitesPolicy = new([TlsCipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA256]),
                });
                _ = await stream.ReadAsync(new byte[4096]);
                await stream.WriteAsync(Encoding.Latin1.GetBytes(ScriptedHost.Picture(SmallPicture.Bytes)));
            }
            catch (Exception e) when (e is IOException or AuthenticationException)
            {
                // The far side does not want it.
            }
        }
    }
}
