namespace AutoCore.Daemon.Cameras.Storing;

/// <summary>A site's <c>latest</c> entry of a camera before it takes its name: a link, or a copy where the disk has none.</summary>
internal static class LatestPicture
{
    /// <summary>Makes it.</summary>
    /// <param name="temporary">Where; nothing is there.</param>
    /// <param name="target">Where the link leads.</param>
    /// <param name="picture">The picture itself.</param>
    /// <param name="link">Makes a link to a target; null: the platform's.</param>
    /// <exception cref="IOException">It could be neither.</exception>
    public static void Make(string temporary, string target, string picture, Action<string, string>? link = null)
    {
        try
        {
            (link ?? (static (name, to) => File.CreateSymbolicLink(name, to)))(temporary, target);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // vfat, exFAT, SMB and others refuse links with whatever error they like.
            File.Copy(picture, temporary);
        }
    }
}
