using System.Security.Cryptography;

namespace AutoCore.Daemon.SecondPlace;

/// <summary>The hashes that remotes tell. Some are weak; they only say what arrived, and a restore checks the SHA-256.</summary>
internal static class RemoteHash
{
    /// <summary>Those known here, the best first, as rclone names them.</summary>
    public static readonly IReadOnlyList<string> Kinds = ["sha256", "sha1", "md5"];

    /// <summary>The hash of a file, in hexadecimal.</summary>
    /// <param name="path">The file.</param>
    /// <param name="kind">One of <see cref="Kinds"/>.</param>
    public static async Task<string> ComputeAsync(string path, string kind, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, new FileStreamOptions { Options = FileOptions.SequentialScan });
#pragma warning disable CA5350, CA5351 // A remote that tells only these hashes tells no better one.
        return Convert.ToHexStringLower(kind switch
        {
            "sha256" => await SHA256.HashDataAsync(file, cancellationToken),
            "sha1" => await SHA1.HashDataAsync(file, cancellationToken),
            _ => await MD5.HashDataAsync(file, cancellationToken),
        });
#pragma warning restore CA5350, CA5351
    }
}
