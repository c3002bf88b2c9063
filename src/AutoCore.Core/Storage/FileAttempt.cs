namespace AutoCore.Core.Storage;

/// <summary>Looks at files that may be gone, another user's, or on a card that fails, where that is no failure of whoever looks.</summary>
internal static class FileAttempt
{
    /// <summary>What a look gives; another value if the files cannot be reached.</summary>
    public static T OrElse<T>(T otherwise, Func<T> look)
    {
        try
        {
            return look();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return otherwise;
        }
    }

    /// <summary>Does something to files.</summary>
    /// <returns>False if they cannot be reached.</returns>
    public static bool Try(Action work) => OrElse(false, () =>
    {
        work();
        return true;
    });

    /// <summary>What a small file says, without the white space around it; empty if it cannot be read.</summary>
    public static string ReadText(string file) => OrElse("", () => File.ReadAllText(file).Trim());
}
