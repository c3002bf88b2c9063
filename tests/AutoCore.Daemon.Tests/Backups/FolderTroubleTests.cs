using AutoCore.Core.Backups;
using AutoCore.Core.Storage;
using AutoCore.Core.Storage.SafePath;
using AutoCore.Daemon.Backups;
using AutoCore.Policies.Backups;
using AutoCore.Policies.Backups.Tar;
using AutoCore.Daemon.Tests.Testing;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Backups;

/// <summary>Folders that are hard to back up: names at the edges of a header, what cannot be read, what no calendar or file system takes.</summary>
public sealed class FolderTroubleTests : IDisposable
{
    private const uint Usual = 0x1A4;
    private readonly TemporaryFolder folder = new();
    private readonly FolderKind kind = new(new TestClock());
    private readonly BackupFolder backups;
    private readonly FileStream held;

    public FolderTroubleTests()
    {
        backups = new BackupFolder(folder["backups"]);
        held = backups.TryLock()!;
        Directory.CreateDirectory(folder["media"]);
    }

    private BackupSourceOptions Source => new("media", BackupKind.Folder, folder["media"]);

    public void Dispose()
    {
        held.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData(99, 0)]
    [InlineData(83, 1 << 20)]
    public async Task Make_SlashWhereTheHeaderCutsThePath_IsVerifiedAndComesBack(int letters, int hole)
    {
        var path = $"{new string('a', letters)}/file";
        folder.Write($"media/{path}", "content");
        await using (var file = File.OpenWrite(folder[$"media/{path}"]))
            file.SetLength(Math.Max(hole, file.Length));

        var made = await MakeAsync();
        await kind.PutBackAsync(Source, backups.PathOf(made.Name.File), keepOwners: false, CancellationToken.None);

        Assert.StartsWith("content", await File.ReadAllTextAsync(folder[$"media/{path}"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Seal_AttributesInAnotherOrder_IsTheSame()
    {
        AttributeValue list = new(TarAttributes.AccessList, [1]), user = new([.. "user.k"u8], [2]);

        Assert.Equal(SealOf(list, user), SealOf(user, list));
        Assert.NotEqual(SealOf(list), SealOf(user));

        static string SealOf(params AttributeValue[] attributes)
        {
            using var seal = new FolderSeal();
            seal.Add([1], new(TarKind.File, [1]) { Attributes = attributes }, []);
            return seal.Compose();
        }
    }

    [Fact]
    public void Find_NameThatCannotBeLookedAt_IsNotGone()
    {
        using var media = SafeFolder.Open(folder["media"]);

        Assert.Null(media.Find(new("missing")));
        Assert.Throws<IOException>(() => media.Find(new(new string('x', 300))));
    }

    [Fact]
    public async Task Make_FolderThatMayBeListedButNotSearched_IsPartial()
    {
        Assert.SkipWhen(ProcessRights.IsRoot, "root may search every folder");
        folder.Write("media/closed/a", "one");
        File.SetUnixFileMode(folder["media/closed"], UnixFileMode.UserRead);
        try
        {
            var made = await MakeAsync();

            Assert.False(made.IsWhole);
            Assert.Contains($"1 could not be read (first: {folder["media/closed/a"]})", made.Note, StringComparison.Ordinal);
            Assert.DoesNotContain("went meanwhile", made.Note, StringComparison.Ordinal);
        }
        finally
        {
            File.SetUnixFileMode(folder["media/closed"], BackupFolder.OwnerOnly);
        }
    }

    [Fact]
    public async Task Make_FilesWhoseReadingFails_IsPartialAndNamesTheFirst()
    {
        const string failing = "/sys/devices/virtual/net/lo";
        Assert.SkipUnless(File.Exists($"{failing}/speed"), "there is no file here whose reading fails");

        var made = await kind.MakeAsync(new("media", BackupKind.Folder, failing), backups, static _ => { }, CancellationToken.None);

        Assert.False(made.IsWhole);
        Assert.Contains($"could not be read (first: {failing}/", made.Note, StringComparison.Ordinal);
        Assert.Null((await kind.ProveAsync(backups.PathOf(made.Name.File), CancellationToken.None)).Problem);
    }

    [Fact]
    public void Read_TimeThatNoCalendarHas_IsTheLastThatItHas()
    {
        Assert.SkipUnless(Directory.Exists("/dev/shm") && MountBelow.KindOf("/dev/shm") == "tmpfs", "no file system here takes such a time");
        var path = $"/dev/shm/autocore-{Guid.NewGuid():N}";
        File.WriteAllText(path, "");
        try
        {
            Run("touch", "--date=@300000000000", path);

            Assert.Equal(9999, FileFacts.Read(path)!.Value.Modified.Year);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task PutBack_TimeWithAFraction_ComesBack()
    {
        var file = folder.Write("media/a", "one");
        var time = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc).AddTicks(1_234_567);
        File.SetLastWriteTimeUtc(file, time);

        var made = await MakeAsync();
        await kind.PutBackAsync(Source, backups.PathOf(made.Name.File), keepOwners: false, CancellationToken.None);

        Assert.Equal(time, File.GetLastWriteTimeUtc(file));
    }

    [Fact]
    public async Task PutBack_AttributeOfAFileThatItsOwnerMayNotWrite_ComesBack()
    {
        using (var media = SafeFolder.Open(folder["media"]))
        using (var file = media.Create(new("a"), Usual))
            Assert.True(ExtendedAttributes.TryWrite(file.SafeFileHandle, [.. "user.k"u8], [1]));
        File.SetUnixFileMode(folder["media/a"], UnixFileMode.UserRead);

        var made = await MakeAsync();
        Assert.Null(await kind.PutBackAsync(Source, backups.PathOf(made.Name.File), keepOwners: false, CancellationToken.None));

        Assert.Equal(UnixFileMode.UserRead, File.GetUnixFileMode(folder["media/a"]));
        using var back = SafeFolder.Open(folder["media"]);
        using var open = back.OpenFile(new("a"))!;
        Assert.Single(ExtendedAttributes.Read(open, static n => n.AsSpan().SequenceEqual("user.k"u8)));
    }

    [Theory]
    [InlineData("user.large", 100_000)]
    [InlineData("user.", 1)]
    [InlineData("system.posix_acl_access", 3)]
    public void TryWrite_AttributeThatTheFileSystemTakesNot_IsCountedAsLost(string name, int bytes)
    {
        using var file = File.OpenHandle(folder.Write("a", "one"), FileMode.Open, FileAccess.ReadWrite);

        Assert.False(ExtendedAttributes.TryWrite(file, System.Text.Encoding.UTF8.GetBytes(name), new byte[bytes]));
        Assert.False(ExtendedAttributes.TryWrite(file, System.Text.Encoding.UTF8.GetBytes($"user.{new string('x', 300)}"), [1]));
    }

    [Fact]
    public async Task Make_HolesAfterManyParts_AreNotStored()
    {
        const int parts = 4200;
        const int step = 8192;
        await using (var file = File.Create(folder["media/sparse"]))
        {
            for (var part = 1L; part <= parts; part++)
            {
                file.Position = part * step;
                file.WriteByte(1);
                await file.FlushAsync();
            }
            file.SetLength(200L << 20);
        }

        var made = await MakeAsync();

        var proof = await kind.ProveAsync(backups.PathOf(made.Name.File), CancellationToken.None);
        Assert.Null(proof.Problem);
        Assert.InRange(proof.Bytes, parts, (parts + 1L) * step);
    }

    [Fact]
    public void RequireRoom_ContentThatDoesNotFit_IsRefused() =>
        Assert.Contains("are free", Assert.Throws<BackupFailure>(() =>
            kind.RequireRoom(Source, new(null, 1, "") { Bytes = long.MaxValue / 2 })).Message, StringComparison.Ordinal);

    [Fact]
    public async Task PutBack_PipeAndSecondNameOfALinkFromGnuTar_AreLeftOutAndMade()
    {
        folder.Write("media/ro/a", "one");
        File.CreateSymbolicLink(folder["media/link"], "ro/a");
        Run("ln", "--no-dereference", folder["media/link"], folder["media/second"]);
        Run("mkfifo", folder["media/pipe"]);
        var archive = folder["media-20261120T030000Z.tar.gz"];
        Run("tar", "--create", "--gzip", $"--file={archive}", $"--directory={folder["media"]}", "link", "second", "pipe", "ro/.");

        Assert.Null((await kind.ProveAsync(archive, CancellationToken.None)).Problem);
        var left = await kind.PutBackAsync(Source, archive, keepOwners: false, CancellationToken.None);

        Assert.Contains("1 devices and pipes", left, StringComparison.Ordinal);
        Assert.False(Path.Exists(folder["media/pipe"]));
        Assert.Equal("one", await File.ReadAllTextAsync(folder["media/second"]));
        Assert.Equal(2, FileFacts.Read(folder["media/second"])!.Value.Links);
    }

    [Theory]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead, true)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.OtherRead, false)]
    [InlineData(UnixFileMode.UserRead, false)]
    public async Task Make_SecondNameOfAnotherUsersFile_IsTakenOnlyWhereAllMayReadIt(UnixFileMode mode, bool isTaken)
    {
        Assert.SkipUnless(ProcessRights.IsRoot, "only root gives files away");
        Run("chown", "1234", folder.Write("media/a", "one"));
        Run("chmod", "g+w", folder["media"]);
        Run("ln", folder["media/a"], folder["media/b"]);
        File.SetUnixFileMode(folder["media/a"], mode);

        var made = await MakeAsync();

        Assert.Equal(isTaken, made.IsWhole);
        Assert.Equal(isTaken ? 2 : 0, made.Count);
        if (!isTaken)
        {
            Assert.Contains($"2 were left out, for they have a second name and another owner than their folder (first: {folder["media"]}/", made.Note,
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Make_SecondNameOfAnotherUsersFile_IsTakenFromAFolderThatOnlyRootWrites()
    {
        Assert.SkipUnless(ProcessRights.IsRoot, "only root gives files away");
        Run("chown", "1234", folder.Write("media/a", "one"));
        Run("ln", folder["media/a"], folder["media/b"]);
        Run("chmod", "600", folder["media/a"]);
        Run("chmod", "755", folder["media"]);

        var made = await MakeAsync();

        Assert.Equal((true, 2), (made.IsWhole, made.Count));
    }

    private Task<MadeBackup> MakeAsync() => kind.MakeAsync(Source, backups, static _ => { }, CancellationToken.None);

    private static void Run(string program, params string[] arguments)
    {
        using var run = System.Diagnostics.Process.Start(program, arguments);
        run.WaitForExit();
        Assert.Equal(0, run.ExitCode);
    }
}
