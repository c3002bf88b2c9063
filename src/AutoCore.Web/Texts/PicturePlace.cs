namespace AutoCore.Web.Texts;

/// <summary>A part of a picture, in thirds, rows from the top.</summary>
public enum PicturePlace
{
    TopLeft,
    Top,
    TopRight,
    Left,
    Middle,
    Right,
    BottomLeft,
    Bottom,
    BottomRight,
}
