using System.Diagnostics.CodeAnalysis;
using AutoCore.Core.Cameras;
using Microsoft.Win32.SafeHandles;

namespace AutoCore.Web.Data;

/// <summary>Turns pictures that were made smaller into the camera's JPEG again, a few at a time: the program takes processor and memory.</summary>
[SuppressMessage("Design", "CA1001", Justification = "Only its wait handle needs disposal, and nobody asks for that.")]
internal sealed class SmallerPictures
{
    private const int MostAtOnce = 2;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly SemaphoreSlim _free = new(MostAtOnce);

    /// <summary>The camera's file, from the beginning; null if it cannot be had now: the program is missing, or too many ask.</summary>
    public Stream? TryRestore(SafeFileHandle picture)
    {
        if (!_free.Wait(Patience))
            return null;
        try
        {
            return ShrunkPicture.TryRestoreAsync(picture, CancellationToken.None).GetAwaiter().GetResult();
        }
        finally
        {
            _free.Release();
        }
    }
}
