namespace AutoCore.Policies.Storage;

/// <summary>Whether a user may write a file or folder, from what anybody can see of it.</summary>
public static class WriteAccess
{
    /// <summary>Judges by the one set of bits that counts for the user.</summary>
    /// <param name="group">The user's own group.</param>
    /// <param name="ownersGroup">The group.</param>
    /// <param name="mode">Permission bits.</param>
    public static bool Has(uint user, uint group, uint owner, uint ownersGroup, int mode)
    {
        const int write = 2;
        var shift = user == owner ? 6 : group == ownersGroup ? 3 : 0;
        return user == 0 || ((mode >> shift) & write) != 0;
    }
}
