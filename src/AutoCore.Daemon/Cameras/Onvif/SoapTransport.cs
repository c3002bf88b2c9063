using AutoCore.Core.Cameras;
using AutoCore.Daemon.Cameras.Http;

namespace AutoCore.Daemon.Cameras.Onvif;

/// <summary>Sends questions by the patient reader, each on a connection of its own: devices' SOAP servers are as odd as their pictures'.</summary>
internal sealed class SoapTransport : ICameraTransport
{
    public static SoapTransport Instance { get; } = new();

    public async Task<CameraAnswer> SendAsync(CameraOptions camera, CameraRequest request, AttemptClock clock)
    {
        UnsendableHeader.ThrowIn(request);
        clock.Wait();
        clock.Asked = request.Url;
        var answer = await LenientTransport.SendAsync(request, camera.Tls, clock);
        clock.Answer();
        return answer;
    }

    public bool Distrust(CameraOptions camera) => false;
}
