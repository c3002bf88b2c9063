using System.Buffers;
using System.Collections.Concurrent;
using AutoCore.Policies.Cameras.Jpeg;
using AutoCore.Web.Data;
using AutoCore.Web.Pictures;

namespace AutoCore.Web.Pages;

/// <summary>Pictures at an eighth of their size and their differences, made when asked for. A few validators, each with its tables, are all that this keeps in
/// memory.</summary>
internal sealed class SmallPictures(PictureStore pictures)
{
    /// <summary>A thumbnail is no larger on any screen.</summary>
    public const int WidestThumbnail = 320;

    private const int ChunkBytes = 16_384;
    private static readonly JpegValidationOptions InColour = new() { ColourThumbnail = true };

    private readonly ConcurrentBag<JpegValidator> _idle = [];

    /// <summary>A picture; null if it is not there, or none any more.</summary>
    public SmallPicture? Read(CameraKey camera, Picture picture)
    {
        using var file = pictures.Open(camera, picture);
        return file is null ? null : Read(file.Content);
    }

    /// <summary>The small form of a file that is a picture; else null.</summary>
    public SmallPicture? Read(Stream file)
    {
        var validator = _idle.TryTake(out var idle) ? idle : new();
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            validator.Reset(InColour);
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
