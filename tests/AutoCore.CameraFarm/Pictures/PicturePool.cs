using System.Collections.Concurrent;

namespace AutoCore.CameraFarm.Pictures;

/// <summary>Size and variety of the farm's pictures; the defaults give about 100 KB each.</summary>
public sealed record PictureOptions
{
    public int Width { get; init; } = 1280;

    public int Height { get; init; } = 720;

    /// <summary>1–100, as libjpeg means it.</summary>
    public int Quality { get; init; } = 75;

    /// <summary>Different scenes; cameras beyond this number share them (their files still differ).</summary>
    public int Scenes { get; init; } = 8;

    /// <summary>Different pictures of one scene, sent in turn.</summary>
    public int Frames { get; init; } = 2;
}

/// <summary>Encodes each picture once, when it is first asked for, and hands out the same bytes from then on.</summary>
public sealed class PicturePool(PictureOptions options)
{
    private const int BlockSize = 16;

    private readonly ConcurrentDictionary<(Show, Coding, int Scene, int Frame), Lazy<byte[]>> encoded = new();

    /// <summary>Encodes all scenes and frames of baseline pictures now, so that no request waits for it.</summary>
    public void Warm() =>
        Parallel.For(0, options.Scenes * options.Frames, i => Encoded(Show.Scene, Coding.Baseline, i / options.Frames, i % options.Frames));

    /// <summary>The picture that the camera numbered <paramref name="camera"/> sends as its <paramref name="sequence"/>th, both from 0.</summary>
    internal Payload Get(Picture picture, string name, int camera, int sequence)
    {
        var scene = picture.Scene ?? camera % options.Scenes;
        if (sequence >= picture.TurnsAwayAt) scene++;
        var jpeg = Encoded(picture.Show, picture.Coding, scene, picture.IsFrozen ? 0 : sequence % options.Frames);
        return picture switch
        {
            { IsFrozen: true, Scene: not null } => new Payload(jpeg),
            { IsFrozen: true } => JpegSurgery.WithComment(jpeg, name),
            _ => JpegSurgery.WithComment(jpeg, $"{name} {sequence}"),
        };
    }

    private byte[] Encoded(Show show, Coding coding, int scene, int frame) =>
        encoded.GetOrAdd((show, coding, scene, frame), key => new Lazy<byte[]>(() => Encode(show, coding, key.Scene, key.Frame))).Value;

    private byte[] Encode(Show show, Coding coding, int scene, int frame)
    {
        var (width, height, quality) = (options.Width, options.Height, options.Quality);
        var rgb = new Painter(width, height).Paint(show, scene, frame);
        return coding switch
        {
            Coding.Progressive => TurboJpeg.Encode(rgb, width, height, quality, progressive: true),
            Coding.RestartMarkers => EncodeWithRestartMarkers(rgb),
            Coding.WithoutHuffmanTables => JpegSurgery.WithoutHuffmanTables(TurboJpeg.Encode(rgb, width, height, quality)),
            Coding.ExifThumbnail => JpegSurgery.WithExifThumbnail(TurboJpeg.Encode(rgb, width, height, quality), EncodeThumbnail(show, scene, frame)),
            _ => TurboJpeg.Encode(rgb, width, height, quality),
        };
    }

    private byte[] EncodeWithRestartMarkers(byte[] rgb)
    {
        var strips = new List<byte[]>();
        for (var top = 0; top < options.Height; top += BlockSize)
        {
            var rows = Math.Min(BlockSize, options.Height - top);
            strips.Add(TurboJpeg.Encode(rgb.AsSpan(top * options.Width * 3), options.Width, rows, options.Quality));
        }

        return JpegSurgery.JoinWithRestartMarkers(strips, options.Height, (options.Width + BlockSize - 1) / BlockSize);
    }

    private static byte[] EncodeThumbnail(Show show, int scene, int frame)
    {
        const int Width = 160;
        const int Height = 120;
        return TurboJpeg.Encode(new Painter(Width, Height).Paint(show, scene, frame), Width, Height, quality: 60);
    }
}
