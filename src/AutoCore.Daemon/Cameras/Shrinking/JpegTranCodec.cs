using AutoCore.Daemon.Cameras.Storing;
using AutoCore.Policies.Cameras;

namespace AutoCore.Daemon.Cameras.Shrinking;

/// <summary>Optimised Huffman tables: the file stays a JPEG with all its markers, and every pixel of it the same, which is what is compared.</summary>
internal sealed class JpegTranCodec(IdleProgram idle) : IPictureCodec
{
    public PictureForm Form => PictureForm.Jpeg;

    public (IReadOnlyList<string> Programs, string Package) Needs => (["jpegtran", "djpeg"], "libjpeg-turbo-progs");

    public Task<bool> ShrinkAsync(string original, string shrunk, CancellationToken cancellationToken) =>
        idle.RunAsync("jpegtran", ["-copy", "all", "-optimize", "-outfile", shrunk, original], cancellationToken);

    public async Task<bool> VerifyAsync(string original, string shrunk, string scratch, CancellationToken cancellationToken)
    {
        var (before, after) = ($"{scratch}.before.ppm", $"{scratch}.after.ppm");
        try
        {
            return await DecodeAsync(original, before, cancellationToken) && await DecodeAsync(shrunk, after, cancellationToken)
                && FileComparison.AreEqual(before, after);
        }
        finally
        {
            File.Delete(before);
            File.Delete(after);
        }
    }

    private Task<bool> DecodeAsync(string picture, string pixels, CancellationToken cancellationToken) =>
        idle.RunAsync("djpeg", ["-strict", "-pnm", "-outfile", pixels, picture], cancellationToken);
}
