namespace AutoCore.Policies.Fleet;

/// <summary>Which cameras of the list have their picture of a round, told to whoever may take them over.</summary>
/// <param name="Round">The round's beginning, Unix seconds: rounds of a fleet begin at the same moments on every node.</param>
/// <param name="ListVersion">Which list the numbers refer to.</param>
/// <param name="Stored">The cameras' places in the list, ascending.</param>
public sealed record RoundMarks(long Round, long ListVersion, IReadOnlyCollection<int> Stored)
{
    /// <summary>The stored ones as text: the steps from each to the next, seven bits a byte, in base64. A share of 345 of 345,000 takes about 900
    /// characters.</summary>
    public string Encode()
    {
        var bytes = new List<byte>(Stored.Count * 2);
        var before = -1;
        foreach (var camera in Stored.Order())
        {
            var step = (uint)(camera - before);
            for (; step >= 0x80; step >>= 7)
                bytes.Add((byte)(step | 0x80));
            bytes.Add((byte)step);
            before = camera;
        }
        return Convert.ToBase64String([.. bytes]);
    }

    /// <summary>Reads what a node told.</summary>
    /// <param name="text">The encoded cameras.</param>
    /// <param name="cameras">Cameras of the list: nothing beyond is believed.</param>
    /// <returns>The places, or null if the text is none of these.</returns>
    public static IReadOnlyList<int>? Decode(string text, int cameras)
    {
        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out var length))
            return null;
        var stored = new List<int>();
        long at = -1;
        for (var i = 0; i < length;)
        {
            long step = 0;
            var shift = 0;
            do
            {
                if (i == length || shift > 28)
                    return null;
                step |= (long)(bytes[i] & 0x7f) << shift;
                shift += 7;
            }
            while (bytes[i++] >= 0x80);
            at += step;
            if (step == 0 || at >= cameras)
                return null;
            stored.Add((int)at);
        }
        return stored;
    }
}
