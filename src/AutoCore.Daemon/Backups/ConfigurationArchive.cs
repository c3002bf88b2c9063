using System.Formats.Tar;
using System.IO.Compression;
using AutoCore.Core.Cameras;
using AutoCore.Core.Configuration;
using AutoCore.Core.SdCard;
using AutoCore.Core.Storage;
using AutoCore.Policies.Backups;

namespace AutoCore.Daemon.Backups;

/// <summary>The configuration beside each backup: settings, camera inventory and profile file, without secrets.</summary>
internal sealed class ConfigurationArchive(SettingsOrigin settings, CamerasOptions cameras, SdCardOptions card, TimeProvider time)
{
    /// <summary>Writes the archive so that a power cut does not take it; files that cannot be read are left out.</summary>
    public async Task WriteAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = CompressedFile.Create(path);
        await using (var zip = new GZipStream(file, CompressionLevel.Optimal, leaveOpen: true))
        await using (var tar = new TarWriter(zip, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (var source in Sources().Distinct(StringComparer.Ordinal))
            {
                if (TryRead(source) is { } text)
                    await tar.WriteEntryAsync(EntryOf(source, SecretMask.Apply(text)), cancellationToken);
            }
        }
        file.Flush(flushToDisk: true);
    }

    private IEnumerable<string> Sources() =>
        new[] { settings.File, cameras.InventoryFile, card.ProfileFile }.OfType<string>().Select(Path.GetFullPath);

    private PaxTarEntry EntryOf(string path, string text) => new(TarEntryType.RegularFile, path.TrimStart('/'))
    {
        DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)),
        ModificationTime = time.GetUtcNow(),
        Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead,
    };

    private static string? TryRead(string path) => FileAttempt.OrElse<string?>(null, () => File.ReadAllText(path));
}
