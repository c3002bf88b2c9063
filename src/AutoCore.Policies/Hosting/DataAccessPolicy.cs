namespace AutoCore.Policies.Hosting;

/// <summary>What a command asks of the data directory.</summary>
public enum DataAccess
{
    /// <summary>It reads.</summary>
    Read,

    /// <summary>It writes.</summary>
    Write,

    /// <summary>It is the daemon.</summary>
    Run,
}

/// <summary>What to say to a user who may not use the data directory: a command that went on would find nothing, and say that there is nothing.</summary>
/// <param name="Folder">The data directory.</param>
/// <param name="Owner">Its owner's name.</param>
/// <param name="Group">Its group's name, if members of that may read it, or null.</param>
/// <param name="User">Who types the command.</param>
public sealed record DataAccessPolicy(string Folder, string Owner, string? Group, string User)
{
    /// <summary>What is refused, and the remedy.</summary>
    /// <param name="asked">What the command asks.</param>
    /// <param name="typed">The command as it was typed, without the program's name.</param>
    public string Describe(DataAccess asked, string typed) => asked switch
    {
        DataAccess.Run => $"{Folder} belongs to {Owner}, and {User} may not write there. The service runs as {Owner}: sudo systemctl start autocore-daemon. A daemon of your own needs a DataDirectory of its own",
        DataAccess.Write => $"{User} may not write in {Folder}, which belongs to {Owner}: sudo autocore {typed}",
        // Nobody is told to join the group of root.
        _ when Group is not (null or "root") => $"{User} may not read {Folder}: sudo autocore {typed}, or once and for all: sudo adduser {User} {Group}, then log in again",
        _ => $"{User} may not read {Folder}: sudo autocore {typed}",
    };

    /// <summary>What is said of a file, and the remedy.</summary>
    /// <param name="user">Who types the command.</param>
    /// <param name="group">The file's group, if members of it may read it, or null.</param>
    public static string DescribeFile(string user, string? group) => group is not (null or "root")
        ? $"{user} may not read it: put sudo before the command, or once and for all: sudo adduser {user} {group}, then log in again"
        : $"{user} may not read it: put sudo before the command";
}
