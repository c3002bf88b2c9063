using System.Runtime.InteropServices;

namespace AutoCore.CameraFarm.Pictures;

/// <summary>The independent JPEG library (Debian's libturbojpeg0) that makes the farm's pictures and judges stored ones; no code is shared with the daemon's
/// own validation.</summary>
public static unsafe partial class TurboJpeg
{
    private const string Library = "libturbojpeg.so.0";
    private const int PixelFormatRgb = 0;
    private const int PixelFormatGrey = 6;
    private const int Sampling420 = 2;
    private const int FlagStopOnWarning = 8192;
    private const int FlagProgressive = 16384;

    /// <summary>Encodes 8-bit RGB rows, 4:2:0, with the standard's Huffman tables unless progressive.</summary>
    public static byte[] Encode(ReadOnlySpan<byte> rgb, int width, int height, int quality, bool progressive = false)
    {
        if (rgb.Length < width * height * 3) throw new ArgumentException("Fewer pixels than width times height.", nameof(rgb));
        var encoder = tjInitCompress();
        byte* buffer = null;
        nuint size = 0;
        try
        {
            fixed (byte* pixels = rgb)
            {
                var failed = tjCompress2(encoder, pixels, width, width * 3, height, PixelFormatRgb, &buffer, &size, Sampling420, quality,
                    progressive ? FlagProgressive : 0);
                if (failed != 0) throw new InvalidOperationException(LastError(encoder));
            }

            return new ReadOnlySpan<byte>(buffer, checked((int)size)).ToArray();
        }
        finally
        {
            tjFree(buffer);
            _ = tjDestroy(encoder);
        }
    }

    /// <summary>Decodes the whole picture; null if libjpeg has neither an error nor a warning, else what it says.</summary>
    public static string? FindFault(ReadOnlySpan<byte> jpeg) => Decode(jpeg, divisor: 1, out _);

    /// <summary>The luminance at an eighth of the size: each pixel is the mean of a block.</summary>
    /// <exception cref="InvalidOperationException">libjpeg has an error or a warning.</exception>
    public static GreyImage DecodeEighth(ReadOnlySpan<byte> jpeg) =>
        Decode(jpeg, divisor: 8, out var image) is { } fault ? throw new InvalidOperationException(fault) : image;

    private static string? Decode(ReadOnlySpan<byte> jpeg, int divisor, out GreyImage image)
    {
        image = default;
        var decoder = tjInitDecompress();
        try
        {
            fixed (byte* bytes = jpeg)
            {
                int width, height, sampling, colours;
                if (tjDecompressHeader3(decoder, bytes, (nuint)jpeg.Length, &width, &height, &sampling, &colours) != 0) return LastError(decoder);
                image = new GreyImage((width + divisor - 1) / divisor, (height + divisor - 1) / divisor);
                fixed (byte* pixels = image.Pixels)
                {
                    var failed = tjDecompress2(
                        decoder, bytes, (nuint)jpeg.Length, pixels, image.Width, image.Width, image.Height, PixelFormatGrey, FlagStopOnWarning);
                    return failed == 0 ? null : LastError(decoder);
                }
            }
        }
        finally
        {
            _ = tjDestroy(decoder);
        }
    }

    private static string LastError(nint handle) => Marshal.PtrToStringUTF8(tjGetErrorStr2(handle)) ?? "unknown";

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint tjInitCompress();

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int tjCompress2(
        nint handle, byte* pixels, int width, int pitch, int height, int pixelFormat, byte** jpeg, nuint* size, int sampling, int quality, int flags);

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint tjInitDecompress();

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int tjDecompressHeader3(nint handle, byte* jpeg, nuint size, int* width, int* height, int* sampling, int* colours);

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int tjDecompress2(nint handle, byte* jpeg, nuint size, byte* pixels, int width, int pitch, int height, int pixelFormat, int flags);

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial void tjFree(byte* buffer);

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int tjDestroy(nint handle);

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint tjGetErrorStr2(nint handle);
}

/// <summary>Rows of 8-bit luminance.</summary>
public readonly record struct GreyImage(int Width, int Height)
{
    public byte[] Pixels { get; } = new byte[Width * Height];
}
