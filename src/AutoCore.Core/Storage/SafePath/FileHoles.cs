using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace AutoCore.Core.Storage.SafePath;

/// <summary>Where an open file holds data: what lies between is read as zeros and takes no room.</summary>
internal static class FileHoles
{
    /// <summary>The parts with data, as offset and length; of a file with more parts than wanted, the last one reaches to its end.</summary>
    /// <param name="file">The file; its position is moved.</param>
    /// <param name="most">The most parts that are wanted.</param>
    public static List<(long Offset, long Length)> FindData(SafeFileHandle file, long length, int most)
    {
        const int toData = 3;
        const int toHole = 4;
        const int noMore = 6;
        var parts = new List<(long, long)>();
        for (var at = 0L; at < length;)
        {
            var data = PathCalls.Seek(file, at, toData);
            if (data < 0 && Marshal.GetLastPInvokeError() == noMore)
                break;
            // A file system that does not know its holes has none.
            var hole = data < 0 || parts.Count == most - 1 ? length : PathCalls.Seek(file, data, toHole);
            (data, hole) = (data < 0 ? at : data, hole < 0 ? length : Math.Min(hole, length));
            if (hole > data)
                parts.Add((data, hole - data));
            at = hole;
        }
        return parts;
    }
}
