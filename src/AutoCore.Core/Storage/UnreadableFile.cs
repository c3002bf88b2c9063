using AutoCore.Policies.Hosting;

namespace AutoCore.Core.Storage;

/// <summary>What to say of a file that this user may not read.</summary>
internal static class UnreadableFile
{
    private const int GroupReads = 0b000_100_000;

    /// <summary>Who may not, and the remedy.</summary>
    public static string Describe(string file) =>
        DataAccessPolicy.DescribeFile(Environment.UserName, FileFacts.Read(file, follow: true)?.GroupWith(GroupReads));
}
