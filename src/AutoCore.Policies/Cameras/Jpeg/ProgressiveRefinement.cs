using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace AutoCore.Policies.Cameras.Jpeg;

/// <summary>A later scan of a band of AC coefficients of a progressive picture: one more bit for each coefficient that is not zero, and the ones that become
/// so.</summary>
internal static class ProgressiveRefinement
{
    /// <summary>Reads blocks until the interval is done, the buffer could run out, or a rule is broken. The state is in plain locals, which stay in
    /// registers.</summary>
    public static JpegRule Decode(Scan scan, EntropyBuffer buffer)
    {
        var bytes = buffer.Bytes;
        var (table, limits, history) = (scan.Symbols!, scan.Blocks[0].Component.Limits, scan.Blocks[0].Component.History.Words);
        var (position, end, lastStart) = (buffer.BitPosition, buffer.EndByte * 8, buffer.LastStart * 8);
        var (left, at, endOfBand) = (scan.McusLeftInInterval, scan.McusDone, scan.EndOfBandRun);
        var band = (ulong.MaxValue >> (63 - scan.Last)) & (ulong.MaxValue << scan.First);
        var tooLarge = TooLarge(limits, 1 << scan.Low);
        var rule = JpegRule.None;
        while (left > 0 && position <= lastStart)
        {
            var known = history[at];
            var (rest, added) = (band, 0ul);
            while (rest != 0 && endOfBand == 0)
            {
                var window = BitWindow.At(bytes, position);
                var code = table.Decode(window);
                int length = code >> 8, run = (code >> 4) & 15, size = code & 15;
                if (size == 0 && run < AcTable.ZeroRun - 1)
                {
                    rule = code == 0 ? JpegRule.Code : JpegRule.None;
                    endOfBand = (1 << run) + BitWindow.Bits(window, length, run);
                    position += length + run;
                    break;
                }

                // The run counts zeros; every known coefficient in between has a bit of its own after the symbol.
                var target = SetBit(rest & ~known, run);
                var become = target & (0 - (ulong)size);
                if (size > 1)
                    rule = JpegRule.Symbol;
                else if (target == 0)
                    rule = JpegRule.Run;
                else if ((become & tooLarge) != 0)
                    rule = JpegRule.AcRange;
                if (rule != JpegRule.None)
                    break;

                position += length + size + BitOperations.PopCount(rest & known & (target - 1));
                added |= become;
                rest &= 0 - (target << 1);
            }

            if (endOfBand > 0)
            {
                position += BitOperations.PopCount(rest & known);
                endOfBand--;
            }

            if (rule != JpegRule.None || position > end)
                break;
            history[at] = known | added;
            left--;
            at++;
        }

        scan.EndOfBandRun = endOfBand;
        scan.Advance(scan.McusLeftInInterval - left);
        return buffer.Settle(position, rule);
    }

    /// <summary>The coefficients whose limit one unit of this scan exceeds.</summary>
    private static ulong TooLarge(ushort[] limits, int unit)
    {
        var found = 0ul;
        for (var k = 0; k < limits.Length; k++)
            found |= unit > limits[k] ? 1ul << k : 0;
        return found;
    }

    /// <summary>The set bit of a word that has so many below it, alone; 0 if there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong SetBit(ulong word, int number)
    {
        if (Bmi2.X64.IsSupported)
            return Bmi2.X64.ParallelBitDeposit(1ul << number, word);
        for (; number > 0; number--)
            word &= word - 1;
        return word & (0 - word);
    }
}
