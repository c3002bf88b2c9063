using System.Buffers;
using System.Collections.Concurrent;
using AutoCore.Policies.Cameras.Jpeg;
using AutoCore.Web.Data;
using AutoCore.Web.Pictures;

namespace AutoCore.Web.Pages;

/// <summary>Pictures at an eighth or a quarter of their size and their differences, made when asked for. A few validators, each with its tables, are all that this keeps in
/// memory.</summary>
internal sealed class SmallPictures(PictureStore pictures)
{
    /// <summary>A thumbnail among many is no wider: a page of them is to be there at once on a weak link.</summary>
    public const int WidestThumbnail = 240;

    /// <summary>One among few.</summary>
    public const int WidestAmongFew = 480;

    private const int ChunkBytes = 16_384;

    /// <summary>An eighth of what is narrower than this would be a blur: a quarter is taken.</summary>
    private const int NarrowEighth = 200;

    private static readonly JpegValidationOptions InColour = new() { ColourThumbnail = true };
    private static readonly JpegValidationOptions Sharp = new() { ColourThumbnail = true, QuarterBelow = NarrowEighth };
    private static readonly JpegValidationOptions SharpAmongFew = new() { ColourThumbnail = true, QuarterBelow = (WidestAmongFew / 2) + 1 };

    private readonly ConcurrentBag<JpegValidator> _idle = [];

    /// <summary>A picture; null if it is not there, or none any more.</summary>
    public SmallPicture? Read(CameraKey camera, Picture picture)
    {
        using var file = pictures.Open(camera, picture);
        return file is null ? null : Read(file.Content, InColour);
    }

    /// <summary>The thumbnail of a file that is a picture; else null.</summary>
    /// <param name="amongFew">Whether it is one of few on its page, and may be larger.</param>
    public SmallPicture? Thumbnail(Stream file, bool amongFew) =>
        Read(file, amongFew ? SharpAmongFew : Sharp)?.NoWiderThan(amongFew ? WidestAmongFew : WidestThumbnail);

    private SmallPicture? Read(Stream file, JpegValidationOptions options)
    {
        var validator = _idle.TryTake(out var idle) ? idle : new();
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            validator.Reset(options);
            int read;
            do
                read = file.Read(buffer, 0, ChunkBytes);
            while (read > 0 && validator.Feed(buffer.AsSpan(0, read)) == JpegProgress.NeedsMore);
            return validator.Finish().IsAccepted ? SmallPicture.Take(validator) : null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            validator.Reset();
            if (_idle.Count < Environment.ProcessorCount)
                _idle.Add(validator);
        }
    }

    /// <summary>What differs between two pictures; null if one of them is not there.</summary>
    public PictureDifference? Compare(CameraKey camera, Picture before, Picture after) =>
        Read(camera, before) is { } first && Read(camera, after) is { } second ? PictureDifference.Between(first, second) : null;
}
