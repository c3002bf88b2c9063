namespace AutoCore.Policies.Backups.Tar;

/// <summary>What archives say of paths and times, as this program takes it.</summary>
public static class TarPath
{
    /// <summary>A path without what leads nowhere: <c>.</c> as a part of it, slashes in a row and at its end; empty for the archive's folder itself. One
    /// that begins at the root still does.</summary>
    public static byte[] Plain(byte[] path)
    {
        var plain = new List<byte>(path.Length);
        if (path is [(byte)'/', ..])
            plain.Add((byte)'/');
        foreach (var range in path.AsSpan().Split((byte)'/'))
        {
            var part = path.AsSpan()[range];
            if (part.IsEmpty || part.SequenceEqual("."u8))
                continue;
            if (plain is [.., not (byte)'/'])
                plain.Add((byte)'/');
            plain.AddRange(part);
        }
        return [.. plain];
    }

    /// <summary>A text of a header up to its first zero.</summary>
    public static byte[] UntilZero(byte[] text) => Array.IndexOf(text, (byte)0) is var end and >= 0 ? text[..end] : text;

    /// <summary>A time in seconds since 1970; one that no calendar has is the nearest that it has.</summary>
    public static DateTimeOffset TimeOf(decimal seconds)
    {
        var least = (decimal)DateTimeOffset.MinValue.ToUnixTimeSeconds();
        var most = (decimal)DateTimeOffset.MaxValue.ToUnixTimeSeconds();
        return DateTimeOffset.UnixEpoch.AddTicks((long)(Math.Clamp(seconds, least, most) * TimeSpan.TicksPerSecond));
    }
}
