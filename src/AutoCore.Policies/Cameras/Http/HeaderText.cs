namespace AutoCore.Policies.Cameras;

/// <summary>Which text may stand in a header that is sent: what else is there would end the line, or is no byte.</summary>
public static class HeaderText
{
    /// <summary>Whether each character is a byte and none of them steers.</summary>
    public static bool IsSendable(string value)
    {
        foreach (var c in value)
        {
            if (c is (< ' ' and not '\t') or '\x7F' or > '\xFF')
                return false;
        }
        return true;
    }
}
