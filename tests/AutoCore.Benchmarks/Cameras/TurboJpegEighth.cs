using System.Runtime.InteropServices;

namespace AutoCore.Benchmarks.Cameras;

/// <summary>libjpeg-turbo's fastest decode: grey, at an eighth of the size; one decoder and one output buffer for all pictures.</summary>
internal sealed unsafe partial class TurboJpegEighth : IDisposable
{
    private const string Library = "libturbojpeg.so.0";
    private const int PixelFormatGrey = 6;
    private const int Eighth = 8;

    private readonly nint _decoder = tjInitDecompress();

    /// <summary>The samples of the last picture, rows from the top.</summary>
    public byte[] Samples { get; } = new byte[1 << 20];

    public int Count { get; private set; }

    public void Decode(byte[] jpeg)
    {
        fixed (byte* bytes = jpeg)
        fixed (byte* samples = Samples)
        {
            int width, height, sampling, colours;
            var failed = tjDecompressHeader3(_decoder, bytes, (nuint)jpeg.Length, &width, &height, &sampling, &colours);
            var (columns, rows) = ((width + Eighth - 1) / Eighth, (height + Eighth - 1) / Eighth);
            Count = columns * rows;
            if (failed == 0)
                failed = tjDecompress2(_decoder, bytes, (nuint)jpeg.Length, samples, columns, columns, rows, PixelFormatGrey, 0);
            if (failed != 0)
                throw new InvalidOperationException("libturbojpeg refuses a benchmark picture");
        }
    }

    public void Dispose() => _ = tjDestroy(_decoder);

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint tjInitDecompress();

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int tjDecompressHeader3(nint handle, byte* jpeg, nuint size, int* width, int* height, int* sampling, int* colours);

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int tjDecompress2(nint handle, byte* jpeg, nuint size, byte* pixels, int width, int pitch, int height, int format, int flags);

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int tjDestroy(nint handle);
}
