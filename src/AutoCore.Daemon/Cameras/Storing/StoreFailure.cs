using AutoCore.Core.Storage;
using AutoCore.Policies.Cameras.Capture;

namespace AutoCore.Daemon.Cameras.Storing;

/// <summary>What an exception of writing a picture means.</summary>
internal static class StoreFailure
{
    /// <summary>The reason.</summary>
    /// <param name="failure">The exception; the platform keeps the kernel's error in it, or in the one that it wraps.</param>
    /// <param name="path">What was written.</param>
    public static CaptureFault Classify(Exception failure, string path)
    {
        var error = failure is UnauthorizedAccessException { InnerException: { } inner } ? inner.HResult : failure.HResult;
        return failure is UnauthorizedAccessException && StoreFault.Of(error, null) == CaptureFault.NotStored ? CaptureFault.Permission
            : StoreFault.Of(error, FreeFiles(path));
    }

    private static long? FreeFiles(string path) => FileAttempt.OrElse<long?>(null, () =>
        FileSystems.ReadUsage(FileSystems.ResolveNearest(path)) is { TotalFiles: > 0 } usage ? usage.FreeFiles : null);
}
