namespace AutoCore.Daemon.Hosting;

/// <content>Cameras: from 4000 on.</content>
internal static partial class LogEvents
{
    /// <summary>A picture was judged whole and stored.</summary>
    /// <remarks>Nothing.</remarks>
    public const int CameraStored = 4000;

    /// <summary>A camera gave no good picture in any try; the reason is one word, see [cameras.md](cameras.md).</summary>
    /// <remarks>`autocore cameras check` says what the camera answers and which setting would help.</remarks>
    public const int CameraFailed = 4001;

    /// <summary>A round is over: stored, failed by reason, unchanged, seconds.</summary>
    /// <remarks>Nothing; many failures of one reason point to one cause.</remarks>
    public const int RoundFinished = 4002;

    /// <summary>A round that a stop or a power cut interrupted goes on with the cameras that are missing.</summary>
    /// <remarks>Nothing.</remarks>
    public const int RoundResumed = 4003;

    /// <summary>There is no room for another round, or the disk of the pictures is not mounted: nothing is written to the card in its place.</summary>
    /// <remarks>As for `disk-critical`; or mount the disk that the line names.</remarks>
    public const int CapturePaused = 4004;

    /// <summary>A camera of the fleet's list is in this node's own settings, too; the settings count.</summary>
    /// <remarks>Take it out of one of the two.</remarks>
    public const int SharedCameraIsOwn = 4005;

    /// <summary>A camera of the fleet's list names a secret that this node does not offer to lists; it is asked without password.</summary>
    /// <remarks>Add the secret to `Fleet:PasswordKeys` if the list is right.</remarks>
    public const int SharedSecretNotAllowed = 4006;

    /// <summary>A camera sent something that the program failed at; it is that camera's failure, and all others go on. Told once a camera and kind.</summary>
    /// <remarks>A mistake of the program: report the line with its `EXCEPTION` field.</remarks>
    public const int CameraInternalError = 4007;

    /// <summary>A finished round asks those cameras again that it missed for a reason that passes.</summary>
    /// <remarks>Nothing.</remarks>
    public const int RoundRepeated = 4008;

    /// <summary>A round missed cameras for a reason that passes (name, connection, silence, 5xx); they are asked again until the next round is due.</summary>
    /// <remarks>Nothing if the network comes later than the daemon; else see the reasons of the cameras.</remarks>
    public const int RoundToRepeat = 4009;

    /// <summary>Capture goes on: there is room, and the disk of the pictures is mounted.</summary>
    /// <remarks>Nothing.</remarks>
    public const int CaptureResumed = 4010;
}
