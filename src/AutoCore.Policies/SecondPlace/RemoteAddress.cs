namespace AutoCore.Policies.SecondPlace;

/// <summary>
/// Where a second place is: a remote of rclone's configuration and a folder in it. Only names that stand in the user's own configuration are
/// taken: an address must never become an option, another kind of storage, or a setting.
/// </summary>
/// <param name="Section">The remote's name in rclone's configuration.</param>
/// <param name="Folder">The folder in it, without slashes at its ends; empty for the remote itself.</param>
public readonly record struct RemoteAddress(string Section, string Folder)
{
    /// <summary>The form, as error messages show it.</summary>
    public const string Form =
        "NAME:FOLDER, with the NAME of a remote in the configuration of rclone: letters, digits, _ and -, not beginning with -; no options (:local:, NAME,option=…:)";

    /// <summary>The address of a file in it.</summary>
    public string Of(string file) => Folder.Length == 0 ? $"{Section}:{file}" : $"{Section}:{Folder}/{file}";

    /// <summary>Reads an address; null if it is none.</summary>
    public static RemoteAddress? TryParse(string text)
    {
        var colon = text.IndexOf(':');
        if (colon <= 0)
            return null;
        var (section, folder) = (text[..colon], text[(colon + 1)..]);
        var isName = section[0] != '-' && section.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');
        var isFolder = !folder.Any(char.IsControl) && !folder.Split('/').Contains("..");
        // A leading slash stays: at a remote of files it means the root, not the user's home.
        return isName && isFolder ? new(section, folder.Length > 1 ? folder.TrimEnd('/') : folder == "/" ? "" : folder) : null;
    }
}
