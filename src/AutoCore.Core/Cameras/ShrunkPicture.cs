using AutoCore.Core.Storage;
using Microsoft.Win32.SafeHandles;

namespace AutoCore.Core.Cameras;

/// <summary>Turns a picture that was made smaller into the camera's JPEG again, byte for byte.</summary>
internal static class ShrunkPicture
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>The camera's file, from the beginning; null if it cannot be had: the program is missing, failed or hung.</summary>
    public static async Task<Stream?> TryRestoreAsync(SafeFileHandle picture, CancellationToken cancellationToken)
    {
        var back = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.jpg");
        string[] arguments = ["--quiet", "--num_threads=0", $"/proc/{Environment.ProcessId}/fd/{picture.DangerousGetHandle()}", back];
        try
        {
            var ended = await ExternalCommand.RunAsync(new CommandRequest("djxl", arguments) { Patience = Patience }, cancellationToken);
            return ended is { ExitCode: 0 } ? File.OpenRead(back) : null;
        }
        catch (IOException)
        {
            return null;
        }
        finally
        {
            // Whoever has it open reads on; nothing stays behind.
            File.Delete(back);
        }
    }
}
