using System.Text;
using AutoCore.Core.Backups;
using AutoCore.Core.Storage;
using AutoCore.Core.Storage.SafePath;
using AutoCore.Daemon.Backups;
using AutoCore.Policies.Backups;
using AutoCore.Policies.Backups.Tar;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Backups;

/// <summary>What a folder's backup keeps of it, here and in the hands of GNU tar, and what is taken of GNU tar's archives.</summary>
public sealed class FolderTarTests : IAsyncDisposable
{
    private const int Names = 500;
    private const uint Readable = 0x1A4;
    private const long SparseBytes = 40L << 20;
    private readonly TemporaryFolder folder = new();
    private readonly FolderKind kind = new(new TestClock());
    private readonly BackupFolder backups;
    private readonly FileStream held;

    public FolderTarTests()
    {
        backups = new BackupFolder(folder["backups"]);
        held = backups.TryLock()!;
        Directory.CreateDirectory(folder["media"]);
        using var media = SafeFolder.Open(folder["media"]);
        Fill(media);
    }

    private BackupSourceOptions Source => new("media", BackupKind.Folder, folder["media"]);

    public async ValueTask DisposeAsync()
    {
        held.Dispose();
        // The platform's own way of removing folders does not find names that are no text.
        await RunAsync("rm", "--recursive", "--force", folder["media"], folder["before"], folder["out"]);
        folder.Dispose();
    }

    [Fact]
    public async Task PutBack_NamesOfAllBytes_LinksHolesAndAttributes_ComeBack()
    {
        var made = await kind.MakeAsync(Source, backups, static _ => { }, CancellationToken.None);
        Assert.True(made is { Note: null, IsWhole: true }, made.Note);
        Directory.Move(folder["media"], folder["before"]);

        Assert.Null(await kind.PutBackAsync(Source, backups.PathOf(made.Name.File), keepOwners: false, CancellationToken.None));

        await SameAsync("before", "media");
        Assert.True(FileFacts.Read(folder["media/sparse"])!.Value.Allocated < SparseBytes / 4, "holes came back as zeros");
        Assert.Equal(AttributesOf("before"), AttributesOf("media"));
    }

    [Fact]
    public async Task Make_SparseFile_StoresNoHoles()
    {
        var made = await kind.MakeAsync(Source, backups, static _ => { }, CancellationToken.None);

        var expanded = await RunAsync("sh", "-c", $"gzip -dc {backups.PathOf(made.Name.File)} | wc -c");
        Assert.True(long.Parse(expanded) < SparseBytes / 4, expanded);
    }

    [Fact]
    public async Task Make_GnuTarReadsIt_AllIsThere()
    {
        var made = await kind.MakeAsync(Source, backups, static _ => { }, CancellationToken.None);
        Directory.CreateDirectory(folder["out"]);

        await RunAsync("tar", "--extract", "--gzip", "--xattrs", "--xattrs-include=user.*", "--acls", $"--file={backups.PathOf(made.Name.File)}",
            $"--directory={folder["out"]}");

        await SameAsync("media", "out");
        Assert.Equal(AttributesOf("media"), AttributesOf("out"));
    }

    [Theory]
    [InlineData("--format=gnu --sparse")]
    [InlineData("--format=gnu")]
    [InlineData("--format=pax --sparse --sparse-version=1.0 --xattrs --xattrs-include=user.* --acls")]
    [InlineData("--format=pax --sparse --sparse-version=0.1")]
    [InlineData("--format=pax --sparse --sparse-version=0.0")]
    public async Task PutBack_ArchiveOfGnuTar_IsTaken(string options)
    {
        File.CreateSymbolicLink(folder["media/link"], "plain.txt");
        await RunAsync("ln", folder["media/plain.txt"], folder["media/second name"]);
        var archive = folder["media-20261120T030000Z.tar.gz"];
        await RunAsync("tar", ["--create", "--gzip", .. options.Split(' '), $"--file={archive}", $"--directory={folder["media"]}", "."]);
        Directory.Move(folder["media"], folder["before"]);

        Assert.Null((await kind.ProveAsync(archive, CancellationToken.None)).Problem);
        await kind.PutBackAsync(Source, archive, keepOwners: false, CancellationToken.None);

        await SameAsync("before", "media");
        Assert.Equal(2, FileFacts.Read(folder["media/second name"])!.Value.Links);
        if (options.Contains("xattrs", StringComparison.Ordinal))
            Assert.Equal(AttributesOf("before"), AttributesOf("media"));
    }

    [Fact]
    public async Task Prove_ArchiveOfGnuTarThatIsCut_IsSeen()
    {
        var archive = folder["media-20261120T030000Z.tar.gz"];
        await RunAsync("sh", "-c", $"tar --create --file=- --directory={folder["media"]} . | head -c 20480 | gzip > {archive}");

        Assert.NotNull((await kind.ProveAsync(archive, CancellationToken.None)).Problem);
    }

    [Fact]
    public async Task Make_FileThatCannotBeRead_IsPartialAndNamed()
    {
        using (var media = SafeFolder.Open(folder["media"]))
            MakeDeep(media, SafeFolder.Deepest + 1);

        var made = await kind.MakeAsync(Source, backups, static _ => { }, CancellationToken.None);

        Assert.True(made is { IsWhole: false, Name.IsPartial: true });
        Assert.Contains("1 could not be read (first: ", made.Note, StringComparison.Ordinal);
        Assert.Equal(made.Name, Assert.Single(backups.Verified()));
    }

    private static void MakeDeep(SafeFolder at, int levels)
    {
        if (levels == 0)
            return;
        using var below = at.CreateFolder(new("d"));
        MakeDeep(below, levels - 1);
    }

    private static void Fill(SafeFolder media)
    {
        // The same names each time.
        var random = new Random(1);
        media.Create(new("plain.txt"), Readable).Dispose();
        for (var i = 0; i < Names; i++)
        {
            var name = new byte[random.Next(1, 256)];
            for (var at = 0; at < name.Length; at++)
                name[at] = (byte)(random.Next(1, 255) is var b && b == '/' ? 255 : b);
            if (media.Look(new("."u8.SequenceEqual(name) || ".."u8.SequenceEqual(name) ? "dot"u8 : name)) is not null)
                continue;
            if (i % 10 == 0)
            {
                media.CreateLink(new(name), name);
            }
            else if (i % 10 == 1)
            {
                media.CreateFolder(new(name)).Dispose();
            }
            else
            {
                using var file = media.Create(new(name), Readable);
                file.Write(name);
            }
        }
        using (var sparse = media.Create(new("sparse"), Readable))
        {
            sparse.SetLength(SparseBytes);
            sparse.Position = SparseBytes / 2;
            sparse.Write("in the middle"u8);
        }
        using var listed = media.Create(new("listed"), Readable);
        foreach (var (name, value) in new[] { ("user.k", "v\0\n"), ("user.with=sign%", ""), ("user.long", new string('x', 2000)) })
            Assert.True(ExtendedAttributes.TryWrite(listed.SafeFileHandle, Encoding.UTF8.GetBytes(name), Encoding.UTF8.GetBytes(value)));
        Assert.True(ExtendedAttributes.TryWrite(listed.SafeFileHandle, TarAttributes.AccessList, ListOf("user:7:r--")));
        using var handingDown = media.CreateFolder(new("handing down"));
        // What was made before the folder had a list has none.
        handingDown.Create(new("earlier"), Readable).Dispose();
        Assert.True(handingDown.TryWriteAttribute(TarAttributes.DefaultList, ListOf("group:9:r-x")));
        handingDown.Create(new("later"), Readable).Dispose();
    }

    private static byte[] ListOf(string named) => PosixAcl.FromText($"user::rw-,{named},group::r--,mask::r-x,other::r--", static (_, _) => null)!;

    /// <summary>All attributes of the files that have some, as text.</summary>
    private string AttributesOf(string tree)
    {
        var text = new StringBuilder();
        using var top = SafeFolder.Open(folder[tree]);
        foreach (var file in new[] { "listed", "plain.txt" })
        {
            using var open = top.OpenFile(new(file))!;
            Append(file, ExtendedAttributes.Read(open, static _ => true));
        }
        using var below = top.OpenFolder(new("handing down"))!;
        Append("handing down", below.ReadAttributes(static _ => true));
        foreach (var file in new[] { "earlier", "later" })
        {
            using var open = below.OpenFile(new(file))!;
            Append(file, ExtendedAttributes.Read(open, static _ => true));
        }
        return text.ToString();

        void Append(string name, List<(byte[] Name, byte[] Value)> attributes)
        {
            foreach (var (attribute, value) in attributes.OrderBy(a => Encoding.Latin1.GetString(a.Name), StringComparer.Ordinal))
                text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{name} {Encoding.Latin1.GetString(attribute)}={Convert.ToHexString(value)}\n");
        }
    }

    private Task<string> SameAsync(string tree, string other) => RunAsync("diff", "--recursive", "--no-dereference", folder[tree], folder[other]);

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        var (code, output, errors) = await ExternalCommand.RunAsync(program, arguments, CancellationToken.None) ?? throw new FileNotFoundException(program);
        Assert.True(code == 0, $"{program}: {output} {errors}");
        return output;
    }
}
