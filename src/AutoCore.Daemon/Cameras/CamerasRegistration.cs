using AutoCore.Core.Cameras;
using AutoCore.Core.Health;
using AutoCore.Daemon.Cameras.Gate;
using AutoCore.Daemon.Cameras.Http;
using AutoCore.Daemon.Cameras.Keeping;
using AutoCore.Daemon.Cameras.Onvif;
using AutoCore.Daemon.Cameras.Rounds;
using AutoCore.Daemon.Cameras.Rtsp;
using AutoCore.Daemon.Cameras.Sharing;
using AutoCore.Daemon.Cameras.Shrinking;
using AutoCore.Daemon.Cameras.Storing;
using AutoCore.Daemon.Hosting;

namespace AutoCore.Daemon.Cameras;

/// <summary>Capture of pictures from cameras, and what becomes of them.</summary>
internal static class CamerasRegistration
{
    public static IServiceCollection AddCameras(this IServiceCollection services, CamerasOptions options) => services
        .AddSingleton(options)
        .AddSingleton<PlatformTransport>()
        .AddSingleton<ICameraTransport, CameraTransport>()
        .AddSingleton<CameraFence>()
        .AddSingleton<DigestSessions>()
        .AddSingleton<PortalSessions>()
        .AddSingleton<PortalClient>()
        .AddSingleton<PortalLogin>()
        .AddSingleton<CameraSecrets>()
        .AddSingleton<CameraLogins>()
        .AddSingleton<CameraAuthenticator>()
        .AddSingleton<FrameDecoder>()
        .AddSingleton<IFrameSource, RtspClient>()
        .AddSingleton<IDoctorCheck, RtspCheck>()
        .AddOnvif()
        .AddSingleton<CameraClient>()
        .AddSingleton<CameraMemory>()
        .AddSingleton<HostStates>()
        .AddSingleton<PictureWriter>()
        .AddSingleton<RoundFile>()
        .AddSingleton<RoundLog>()
        .AddSingleton<SharedCameras>()
        .AddSingleton<ICameraListReader, CameraListReader>()
        .AddSingleton<RoundRunner>()
        .AddSingleton<Repeats>()
        .AddSingleton<CameraSchedule>()
        .AddSingleton<LinkWatch>()
        .AddSingleton<RoundWatch>()
        .AddSingleton<CameraReadings>()
        .AddSingleton<PictureRelay>()
        .AddSingleton<IPictureObserver>(static s => s.GetRequiredService<PictureRelay>())
        .AddSingleton<CaptureLock>()
        .AddSingleton<IRequestHandler, CaptureRequest>()
        .AddSingleton<CertificateProbe>()
        .AddSingleton<CameraCheck>()
        .AddSingleton<IDoctorCheck, SecretsCheck>()
        .AddHostedService<CameraService>()
        .AddPictureKeeping()
        .AddShrinking(options.Shrinking);
}
