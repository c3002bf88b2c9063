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
        var (first, last) = (scan.First, scan.Last);
        var band = (ulong.MaxValue >> (63 - last)) & (ulong.MaxValue << first);
        var tooLarge = TooLarge(limits, 1 << scan.Low);
        var rule = JpegRule.None;
        while (left > 0 && position <= lastStart)
        {
            var known = history[at];
            var (corrected, added, index) = (known & band, 0ul, first);
            while (index <= last && endOfBand == 0)
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
                var corrections = Corrections(corrected >> index, run);
                var target = index + run + corrections;
                var become = (ulong)size << target;
                if (size > 1)
                    rule = JpegRule.Symbol;
                else if (target > last)
                    rule = JpegRule.Run;
                else if ((become & tooLarge) != 0)
                    rule = JpegRule.AcRange;
                if (rule != JpegRule.None)
                    break;

                position += length + size + corrections;
                added |= become;
                index = target + 1;
            }

            if (endOfBand > 0)
            {
                if (corrected >> index is not 0 and var rest)
                    position += BitOperations.PopCount(rest);
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

    /// <summary>How many known coefficients a run of zeros passes on the way to the coefficient behind it.</summary>
    /// <param name="known">The known ones, the next coefficient lowest.</param>
    /// <param name="run">Zeros before the coefficient.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Corrections(ulong known, int run)
    {
        if (Bmi2.X64.IsSupported)
            return BitOperations.TrailingZeroCount(Bmi2.X64.ParallelBitDeposit(1ul << run, ~known)) - run;
        var passed = 0;
        var (reach, next) = (2ul << run, known & (0 - known));
        // 0 less 1 is beyond any reach: no known one is left.
        for (; next - 1 < reach - 1; next = known & (0 - known))
        {
            known ^= next;
            reach <<= 1;
            passed++;
        }
        return passed;
    }
}
