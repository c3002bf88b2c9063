using System.Collections;
using AutoCore.CameraFarm.Behaviour;
using AutoCore.Core.Cameras;
using AutoCore.Daemon.Cameras;
using AutoCore.Daemon.Cameras.Http;
using AutoCore.Daemon.Cameras.Rounds;
using AutoCore.Daemon.Cameras.Storing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AutoCore.Daemon.Tests.Cameras.Fence;

/// <summary>The far end as a function: what a camera answers to a request, in memory.</summary>
internal sealed class FakeTransport(Func<CameraOptions, CameraRequest, CameraAnswer> answer) : ICameraTransport
{
    public Task<CameraAnswer> SendAsync(CameraOptions camera, CameraRequest request, AttemptClock clock)
    {
        clock.Connect();
        var given = answer(camera, request);
        clock.Wait();
        clock.Answer();
        return Task.FromResult(given);
    }

    public bool Distrust(CameraOptions camera) => false;

    /// <summary>The client of the program over this far end.</summary>
    public static CameraClient ClientOf(IServiceProvider services, ICameraTransport transport, ILoggerProvider log)
    {
        var (options, time) = (services.GetRequiredService<CamerasOptions>(), TimeProvider.System);
        var secrets = new CameraSecrets(new("none", new Hashtable { [Credentials.PasswordKey] = "s3cret" }));
        var logins = new CameraLogins(new DigestSessions(), services.GetRequiredService<CameraMemory>(), secrets, time);
        var authenticator = new CameraAuthenticator(transport, logins, new PortalLogin(new PortalClient(transport, time), new PortalSessions(time)), secrets,
            time);
        return new(options, authenticator, services.GetRequiredService<IFrameSource>(), services.GetRequiredService<IPictureFinder>(),
            FenceOf(log), time);
    }

    /// <summary>The rounds of the program over this far end.</summary>
    public static RoundRunner RunnerOf(IServiceProvider services, ICameraTransport transport, ILoggerProvider log, params IPictureObserver[] observers) =>
        ActivatorUtilities.CreateInstance<RoundRunner>(services, ClientOf(services, transport, log), FenceOf(log), observers);

    private static CameraFence FenceOf(ILoggerProvider log) => new(new LoggerFactory([log]).CreateLogger<CameraFence>());
}

/// <summary>An answer in memory.</summary>
internal sealed class FakeAnswer(int status, IReadOnlyList<(string Name, string Value)> headers, Stream body) : CameraAnswer
{
    public override int Status => status;

    public override Stream Body => body;

    public static FakeAnswer Of(int status, IReadOnlyList<(string Name, string Value)> headers, ReadOnlySpan<byte> body) =>
        new(status, [.. headers, ("Content-Length", body.Length.ToString(System.Globalization.CultureInfo.InvariantCulture))],
            new MemoryStream(body.ToArray()));

    public override IReadOnlyList<string> Values(string header) =>
        [.. headers.Where(h => h.Name.Equals(header, StringComparison.OrdinalIgnoreCase)).Select(h => h.Value)];

    public override void Dispose() => body.Dispose();
}
