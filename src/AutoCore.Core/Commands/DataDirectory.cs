using AutoCore.Core.Hosting;
using AutoCore.Core.Storage;
using AutoCore.Policies.Hosting;

namespace AutoCore.Core.Commands;

/// <summary>Whether an ordinary user may use the data directory; root becomes its owner instead.</summary>
internal static class DataDirectory
{
    private const int GroupReads = 0b000_101_000;

    /// <summary>Ends a command that could not see or keep what it is about.</summary>
    /// <param name="folder">The data directory; nothing is said of one that is not there.</param>
    /// <param name="asked">What the command asks of it.</param>
    /// <param name="typed">The command as it was typed.</param>
    /// <exception cref="StartFailure">This user may not; the message names the remedy.</exception>
    public static void Require(string folder, DataAccess asked, string typed)
    {
        if (ProcessRights.IsRoot || !Directory.Exists(folder))
            return;
        if (Posix.MayList(folder) && (asked == DataAccess.Read || Posix.MayWrite(folder)))
            return;
        if (FileFacts.Read(folder, follow: true) is not { } facts)
            return;
        var policy = new DataAccessPolicy(folder, SystemUser.Find(facts.User)?.Name ?? $"user {facts.User}", facts.GroupWith(GroupReads), Environment.UserName);
        throw new StartFailure(ExitCodes.Failed, policy.Describe(asked, typed));
    }
}
