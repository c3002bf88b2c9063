using AutoCore.Daemon.Cameras.Storing;
using AutoCore.Policies.Cameras;

namespace AutoCore.Daemon.Cameras.Shrinking;

/// <summary>JPEG XL's lossless transcoding: what comes back is the camera's file, byte for byte, and nothing less is accepted.</summary>
internal sealed class JpegXlCodec(IdleProgram idle) : IPictureCodec
{
    public PictureForm Form => PictureForm.JpegXl;

    public (IReadOnlyList<string> Programs, string Package) Needs => (["cjxl", "djxl"], "libjxl-tools");

    public Task<bool> ShrinkAsync(string original, string shrunk, CancellationToken cancellationToken) =>
        idle.RunAsync("cjxl", ["--quiet", "--lossless_jpeg=1", "--num_threads=0", original, shrunk], cancellationToken);

    public async Task<bool> VerifyAsync(string original, string shrunk, string scratch, CancellationToken cancellationToken)
    {
        var back = $"{scratch}.jpg";
        try
        {
            return await idle.RunAsync("djxl", ["--quiet", "--num_threads=0", shrunk, back], cancellationToken) && FileComparison.AreEqual(original, back);
        }
        finally
        {
            File.Delete(back);
        }
    }
}
