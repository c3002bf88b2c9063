using AutoCore.CameraFarm.Pictures;

namespace AutoCore.Daemon.Tests.Cameras.Fence;

/// <summary>A whole picture of two kilobytes.</summary>
internal static class SmallPicture
{
    public static byte[] Bytes { get; } = Encode();

    private static byte[] Encode()
    {
        const int width = 96;
        const int height = 64;
        var rgb = new byte[width * height * 3];
        for (var i = 0; i < rgb.Length; i++)
            rgb[i] = (byte)((i / 3 % width * 2) + (i / 3 / width * 40 % 100));
        return TurboJpeg.Encode(rgb, width, height, 60);
    }
}
