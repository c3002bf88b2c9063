using AutoCore.Policies.Cameras.Jpeg;

namespace AutoCore.Web.Pictures;

/// <summary>A picture at an eighth or a quarter of its size, from its own coefficients.</summary>
/// <param name="Brightness">The whole picture in grey.</param>
/// <param name="Blue">How much bluer than grey, around 128, in any smaller size; null in a grey picture.</param>
/// <param name="Red">The same for red.</param>
internal sealed record SmallPicture(SamplePlane Brightness, SamplePlane? Blue = null, SamplePlane? Red = null)
{
    /// <summary>Takes the planes of a picture that a validator has just accepted with <see cref="JpegValidationOptions.ColourThumbnail"/>; null if it kept
    /// none.</summary>
    public static SmallPicture? Take(JpegValidator validator) => validator.ThumbnailPlanes switch
    {
        0 => null,
        3 => new(TakePlane(validator, 0), TakePlane(validator, 1), TakePlane(validator, 2)),
        _ => new(TakePlane(validator, 0)),
    };

    /// <summary>The picture no wider than so many samples, in its proportions.</summary>
    public SmallPicture NoWiderThan(int width)
    {
        if (Brightness.Width <= width)
            return this;
        var height = Math.Max(1, Brightness.Height * width / Brightness.Width);
        var (colourWidth, colourHeight) = ((width + 1) / 2, (height + 1) / 2);
        return new(Brightness.Resize(width, height), Blue?.Resize(colourWidth, colourHeight), Red?.Resize(colourWidth, colourHeight));
    }

    /// <summary>A picture that is higher than wide in the middle of one of 16:10, with dark sides; any other as it is.</summary>
    public SmallPicture InFrame()
    {
        const byte dark = 40;
        const byte colourless = 128;
        if (Brightness.Height <= Brightness.Width)
            return this;
        var width = Brightness.Height * 16 / 10;
        return new(Brightness.Widen(width, dark), Blue?.Widen(Blue.Height * 16 / 10, colourless), Red?.Widen(Red.Height * 16 / 10, colourless));
    }

    private static SamplePlane TakePlane(JpegValidator validator, int plane)
    {
        var (width, height) = validator.ThumbnailSize(plane);
        var samples = new byte[width * height];
        validator.CopyThumbnail(plane, samples);
        return new(width, height, samples);
    }
}
