namespace AutoCore.Core.Configuration;

/// <summary>Where the pages of the documentation lie on this machine, for errors that name one.</summary>
internal static class Documentation
{
    private static readonly string[] Folders = ["/usr/share/doc/autocore-daemon", "/usr/local/share/doc/autocore-daemon"];

    /// <summary>The path of a page; where none is installed, its place in the project.</summary>
    /// <param name="page">Its name, as <c>alerts.md</c>.</param>
    public static string PathOf(string page)
    {
        var inProject = Path.Combine("docs", page);
        return Folders.Select(f => Path.Combine(f, inProject)).FirstOrDefault(File.Exists) ?? inProject;
    }
}
