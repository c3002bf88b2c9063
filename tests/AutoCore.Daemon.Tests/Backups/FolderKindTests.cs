using System.Formats.Tar;
using System.IO.Compression;
using AutoCore.Core.Backups;
using AutoCore.Core.Storage;
using AutoCore.Core.Storage.SafePath;
using AutoCore.Daemon.Backups;
using AutoCore.Policies.Backups;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Backups;

public sealed class FolderKindTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FolderKind kind = new(new TestClock());
    private readonly BackupFolder backups;
    private readonly FileStream held;

    public FolderKindTests()
    {
        backups = new BackupFolder(folder["backups"]);
        held = backups.TryLock()!;
        folder.Write("media/a.txt", "one");
        folder.Write("media/deep/er/b.bin", new string('x', 300_000));
        folder.Write("media/cache/big", "not kept");
        folder.Write("secret", "outside");
        Directory.CreateDirectory(folder["media/empty"]);
        File.CreateSymbolicLink(folder["media/link"], "a.txt");
        File.CreateSymbolicLink(folder["media/out"], folder["secret"]);
        File.SetUnixFileMode(folder["media/a.txt"], UnixFileMode.UserRead | UnixFileMode.GroupRead);
    }

    private BackupSourceOptions Source => new("media", BackupKind.Folder, folder["media"]) { Exclude = ["cache"] };

    public void Dispose()
    {
        held.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Make_Folder_HoldsEverythingButWhatIsLeftOut()
    {
        var made = await MakeAsync();

        Assert.Equal(4, made.Count);
        Assert.Null(made.Note);
        Assert.True(File.Exists(backups.ChecksumOf(made.Name.File)));
        Assert.Equal(["a.txt", "deep/", "deep/er/", "deep/er/b.bin", "empty/", "link", "out"], NamesIn(made).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Make_LinkOut_StoresTheLinkAndNotWhatItLeadsTo()
    {
        var made = await MakeAsync();

        await using var zip = new GZipStream(File.OpenRead(backups.PathOf(made.Name.File)), CompressionMode.Decompress);
        await using var tar = new TarReader(zip);
        while (await tar.GetNextEntryAsync() is { } entry)
        {
            if (entry.Name == "out")
                Assert.Equal((TarEntryType.SymbolicLink, folder["secret"]), (entry.EntryType, entry.LinkName));
        }
    }

    [Fact]
    public async Task Make_FolderReachedOverALink_IsReadByAnyoneButRoot()
    {
        File.CreateSymbolicLink(folder["way"], folder.Path);
        var making = kind.MakeAsync(Source with { Path = folder["way/media"] }, backups, static _ => { }, CancellationToken.None);

        if (ProcessRights.IsRoot)
            Assert.Contains($"{folder["way"]} is a link", (await Assert.ThrowsAsync<BackupFailure>(() => making)).Message, StringComparison.Ordinal);
        else
            Assert.Equal((4, null), ((await making).Count, (await making).Note));
    }

    [Fact]
    public async Task PutBack_SpecialBitsInTheBackup_AreNotTakenUnlessAskedFor()
    {
        const UnixFileMode asOwner = UnixFileMode.SetUser | UnixFileMode.SetGroup | UnixFileMode.UserRead | UnixFileMode.UserExecute;
        File.SetUnixFileMode(folder["media/a.txt"], asOwner);
        File.SetUnixFileMode(folder["media/deep"], asOwner | UnixFileMode.UserWrite);
        var made = await MakeAsync();

        await kind.PutBackAsync(Source, backups.PathOf(made.Name.File), keepOwners: false, CancellationToken.None);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserExecute, File.GetUnixFileMode(folder["media/a.txt"]));
        // Of a folder it hands the group down, and gives nobody a right.
        Assert.Equal(BackupFolder.OwnerOnly | UnixFileMode.SetGroup, File.GetUnixFileMode(folder["media/deep"]));

        await kind.PutBackAsync(Source, backups.PathOf(made.Name.File), keepOwners: true, CancellationToken.None);
        Assert.Equal(asOwner, File.GetUnixFileMode(folder["media/a.txt"]));
    }

    [Fact]
    public async Task PutBack_LinkWhereTheNewFolderIsMade_GoesItselfAndNotWhatItNames()
    {
        var made = await MakeAsync();
        folder.Write("victim/precious", "kept");
        Directory.CreateSymbolicLink(folder["media.restoring"], folder["victim"]);

        await kind.PutBackAsync(Source, backups.PathOf(made.Name.File), keepOwners: false, CancellationToken.None);

        Assert.Equal(["precious"], Directory.GetFiles(folder["victim"]).Select(Path.GetFileName));
        Assert.False(Path.Exists(folder["media.restoring"]));
    }

    [Fact]
    public async Task MakeAndPutBack_NamesThatAreNoText_ComeBackByteForByte()
    {
        byte[] latin = [.. "caf"u8, 0xE9];
        using (var media = SafeFolder.Open(folder["media"]))
        {
            media.Create(new(latin), 0x1A4).Dispose();
            media.Create(new("two\nlines"), 0x1A4).Dispose();
            media.CreateLink(new([0xFF]), latin);
        }

        var made = await MakeAsync();
        Assert.Equal((7, null), (made.Count, made.Note));
        await kind.PutBackAsync(Source, backups.PathOf(made.Name.File), keepOwners: false, CancellationToken.None);

        using (var media = SafeFolder.Open(folder["media"]))
        {
            Assert.NotNull(media.Look(new(latin)));
            Assert.NotNull(media.Look(new("two\nlines")));
            Assert.Equal(latin, media.ReadLink(new([0xFF])));
            // The platform's own way of removing the folder does not find them.
            media.RemoveTree(new(latin));
            media.RemoveTree(new([0xFF]));
        }
    }

    [Fact]
    public async Task Make_FolderGoneOrHoldingTheBackups_IsRefused()
    {
        Assert.Contains(
            "mounted",
            (await Assert.ThrowsAsync<BackupFailure>(() =>
                kind.MakeAsync(Source with { Path = folder["nowhere"] }, backups, static _ => { }, CancellationToken.None))).Message, StringComparison.Ordinal);
        Assert.Contains(
            "Exclude",
            (await Assert.ThrowsAsync<BackupFailure>(
                () => kind.MakeAsync(Source with { Path = folder.Path }, backups, static _ => { }, CancellationToken.None))).Message, StringComparison.Ordinal);
        Assert.Empty(backups.Verified());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    [InlineData(-5)]
    public async Task Prove_ByteChanged_IsSeen(int at)
    {
        var made = await MakeAsync();
        var path = backups.PathOf(made.Name.File);
        var bytes = await File.ReadAllBytesAsync(path);
        bytes[at < 0 ? bytes.Length + at : at] ^= 1;
        await File.WriteAllBytesAsync(path, bytes);

        Assert.NotNull((await kind.ProveAsync(path, CancellationToken.None)).Problem);
        File.Delete(backups.ChecksumOf(made.Name.File));
        Assert.NotNull((await kind.ProveAsync(path, CancellationToken.None)).Problem);
    }

    [Fact]
    public async Task Prove_CutBetweenMembers_IsSeen()
    {
        var made = await MakeAsync();
        var whole = new MemoryStream();
        await using (var zip = new GZipStream(File.OpenRead(backups.PathOf(made.Name.File)), CompressionMode.Decompress))
            await zip.CopyToAsync(whole);
        var path = folder["cut-20261120T030000Z.tar.gz"];

        // The comment at the beginning takes two blocks; what follows it is cut off, and the end of an archive put in its place.
        foreach (var end in new[] { 0, 1024 })
        {
            await using (var zip = new GZipStream(File.Create(path), CompressionLevel.Fastest))
            {
                zip.Write(whole.GetBuffer(), 0, 1024);
                zip.Write(new byte[end]);
            }
            Assert.Contains("seal", (await kind.ProveAsync(path, CancellationToken.None)).Problem, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task PutBack_Backup_ReplacesTheFolderAndLeavesTheExcluded()
    {
        var made = await MakeAsync();
        File.Delete(folder["media/a.txt"]);
        folder.Write("media/new.txt", "new");

        await kind.PutBackAsync(Source, backups.PathOf(made.Name.File), keepOwners: false, CancellationToken.None);

        Assert.Equal("one", await File.ReadAllTextAsync(folder["media/link"]));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.GroupRead, File.GetUnixFileMode(folder["media/a.txt"]));
        Assert.Equal("not kept", await File.ReadAllTextAsync(folder["media/cache/big"]));
        Assert.True(Directory.Exists(folder["media/empty"]));
        Assert.False(File.Exists(folder["media/new.txt"]));
        Assert.False(Directory.Exists(folder["media.restoring"]));
    }

    [Fact]
    public async Task PutBack_FolderGone_IsMade()
    {
        var made = await MakeAsync();
        Directory.Delete(folder["media"], recursive: true);

        await kind.PutBackAsync(Source, backups.PathOf(made.Name.File), keepOwners: false, CancellationToken.None);

        Assert.Equal(300_000, new FileInfo(folder["media/deep/er/b.bin"]).Length);
    }

    [Theory]
    [InlineData("../evil")]
    [InlineData("/etc/evil")]
    [InlineData("link/evil")]
    public async Task PutBack_HostileArchive_LeavesEverythingAsItWas(string name)
    {
        var path = folder["media-20261120T030000Z.tar.gz"];
        await WriteAsync(path, new PaxTarEntry(TarEntryType.SymbolicLink, "link") { LinkName = folder["backups"] },
            new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream([1, 2, 3]) });

        await Assert.ThrowsAnyAsync<Exception>(() => kind.PutBackAsync(Source, path, keepOwners: false, CancellationToken.None));

        Assert.True(File.Exists(folder["media/a.txt"]));
        Assert.False(File.Exists(folder["backups/evil"]));
        Assert.False(Directory.Exists(folder["media.restoring"]));
    }

    private Task<MadeBackup> MakeAsync() => kind.MakeAsync(Source, backups, static _ => { }, CancellationToken.None);

    private List<string> NamesIn(MadeBackup made)
    {
        using var zip = new GZipStream(File.OpenRead(backups.PathOf(made.Name.File)), CompressionMode.Decompress);
        using var tar = new TarReader(zip);
        var names = new List<string>();
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry is not PaxGlobalExtendedAttributesTarEntry)
                names.Add(entry.Name);
        }
        return names;
    }

    private static async Task WriteAsync(string path, params TarEntry[] entries)
    {
        await using var zip = new GZipStream(File.Create(path), CompressionLevel.Fastest);
        await using var tar = new TarWriter(zip);
        foreach (var entry in entries)
            await tar.WriteEntryAsync(entry);
    }
}
