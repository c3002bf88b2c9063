namespace AutoCore.Web.Data;

/// <summary>A stored picture, known by its time: local time to the second, as in its file's name, and a number if there are several of that second.</summary>
/// <param name="Taken">Local time; of a snapshot, whose name does not tell, the time of the file.</param>
/// <param name="Copy">1, or a higher number for a further picture of the same second.</param>
internal readonly record struct Picture(DateTime Taken, int Copy = 1) : IComparable<Picture>
{
    private const string Form = "yyyyMMdd'T'HHmmss";

    /// <summary>How URLs name it: <c>20251222T143022</c>, or <c>20251222T143022-2</c>.</summary>
    public string Id => Taken.ToString(Form, CultureInfo.InvariantCulture) + (Copy > 1 ? string.Create(CultureInfo.InvariantCulture, $"-{Copy}") : "");

    /// <summary>What a file of it is called that somebody saves: <c>Site_Camera_2026-11-29_133111.jpg</c>.</summary>
    public string FileNameOf(CameraKey camera) => string.Create(CultureInfo.InvariantCulture,
        $"{camera.Site}_{camera.Name}_{Taken:yyyy-MM-dd_HHmmss}{(Copy > 1 ? $"-{Copy}" : "")}.jpg");

    /// <summary>Reads an <see cref="Id"/>; false for anything else.</summary>
    public static bool TryParse(string? id, out Picture picture)
    {
        picture = default;
        if (id is null)
            return false;
        var copy = 1;
        var dash = id.IndexOf('-');
        if (dash >= 0 && (!int.TryParse(id.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out copy) || copy is < 2 or > 999))
            return false;
        if (!DateTime.TryParseExact(dash < 0 ? id : id[..dash], Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var taken))
            return false;
        picture = new(taken, copy);
        return true;
    }

    public int CompareTo(Picture other) => Taken != other.Taken ? Taken.CompareTo(other.Taken) : Copy.CompareTo(other.Copy);

    public static bool operator <(Picture left, Picture right) => left.CompareTo(right) < 0;

    public static bool operator >(Picture left, Picture right) => left.CompareTo(right) > 0;

    public static bool operator <=(Picture left, Picture right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Picture left, Picture right) => left.CompareTo(right) >= 0;
}

/// <summary>A day that there are pictures of, and how many.</summary>
internal readonly record struct KeptDay(DateOnly Day, int Count);

/// <summary>Some pictures of a camera, oldest first.</summary>
/// <param name="Pictures">The pictures.</param>
/// <param name="Next">From where on there are more, or null.</param>
internal sealed record PicturePage(IReadOnlyList<Picture> Pictures, Picture? Next);

/// <summary>An opened picture: always a whole JPEG, in whatever form it lies on the card.</summary>
/// <param name="Picture">Which one.</param>
/// <param name="Content">Its bytes, from the beginning; seekable. The caller disposes it.</param>
/// <param name="LastModified">When the file was written, UTC.</param>
/// <param name="Tag">Changes when the bytes do; without quotation marks.</param>
internal sealed record PictureFile(Picture Picture, Stream Content, DateTimeOffset LastModified, string Tag) : IDisposable
{
    public void Dispose() => Content.Dispose();
}
