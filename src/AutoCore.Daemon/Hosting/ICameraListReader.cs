namespace AutoCore.Daemon.Hosting;

/// <summary>What a list of cameras holds: the names, and the mistakes that make it none.</summary>
/// <param name="Labels"><c>Site/Name</c> of each camera, in order.</param>
/// <param name="Errors">A line each.</param>
internal sealed record CameraListFindings(IReadOnlyList<string> Labels, IReadOnlyList<string> Errors);

/// <summary>Judges a list that did not come as a file by the rules of an inventory file; the cameras' feature registers it.</summary>
internal interface ICameraListReader
{
    /// <summary>Reads a JSON array of cameras, which anybody may have written.</summary>
    CameraListFindings Read(ReadOnlyMemory<byte> json);
}
