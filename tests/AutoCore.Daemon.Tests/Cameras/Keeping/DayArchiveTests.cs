using System.Formats.Tar;
using AutoCore.Core.Cameras;
using AutoCore.Daemon.Cameras.Keeping;
using AutoCore.Daemon.Storage;

namespace AutoCore.Daemon.Tests.Cameras.Keeping;

public sealed class DayArchiveTests : IDisposable
{
    private readonly PictureFolder _folder = new();
    private readonly PictureTree _tree;
    private readonly SurplusDay _day;

    public DayArchiveTests()
    {
        _tree = new(_folder.Root);
        _folder.AddDay("A", new(2026, 1, 1), "P1", "P2");
        _folder.Add("São João/2026-01/01/Câmera 1_060000.jpg", new string('x', 100_000));
        _day = new(new(2026, 1, 1), [.. _tree.Sites().SelectMany(site => _tree.PicturesOf(site, new(2026, 1, 1)))]);
    }

    private string Archive => Path.Combine(_folder.Data, "archive");

    private string Tar => Path.Combine(Archive, "2026-01-01.tar");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Cleanup_Archive_KeepsTheBytesOfEveryPictureThatGoes()
    {
        var before = _day.Pictures.ToDictionary(p => p.Path, p => File.ReadAllText(_folder[p.Path]));

        var (_, removed) =
            await _folder.RunAsync(new ExpiredImagesStep(_folder.Keeper()), new(CleanupReason.ByHand, _folder.Time.GetUtcNow()) { Archive = true });

        var archived = Read(Tar);
        Assert.Equal(2, removed.Count);
        Assert.All(
            removed, item => Assert.Equal(before[Path.GetRelativePath(_folder.Root, item.What)], archived[Path.GetRelativePath(_folder.Root, item.What)]));
        Assert.Equal(removed.Count, archived.Count);
        Assert.Equal([Tar], Directory.GetFiles(Archive));
    }

    [Fact]
    public void Remove_WhatIsReadBackDiffers_NothingIsDeleted()
    {
        var removal = new PictureRemoval(_tree, new DayArchive(_tree, Archive) { Open = Tampered });
        var before = _folder.Files();

        Assert.Throws<IOException>(() => removal.Remove(_day, _ => { }, CancellationToken.None));

        Assert.Equal(before, _folder.Files());
        Assert.Empty(Directory.GetFiles(Archive));
    }

    [Fact]
    public void Remove_ArchiveCannotBeWritten_NothingIsDeleted()
    {
        File.WriteAllText(Archive, "a file where the folder should be");
        var before = _folder.Files();
        Assert.ThrowsAny<IOException>(() => new PictureRemoval(_tree, new DayArchive(_tree, Archive)).Remove(_day, _ => { }, CancellationToken.None));
        Assert.Equal(before, _folder.Files());
    }

    [Fact]
    public void Keep_InterruptedAfterTheArchive_IsNotWrittenTwice()
    {
        var archive = new DayArchive(_tree, Archive);
        archive.Keep(_day, CancellationToken.None);
        File.Delete(_folder[_day.Pictures[0].Path]);

        archive.Keep(_day, CancellationToken.None);

        Assert.Equal([Tar], Directory.GetFiles(Archive));
    }

    [Fact]
    public void Keep_InterruptedWhileWriting_BeginsAgain()
    {
        Directory.CreateDirectory(Archive);
        File.WriteAllText($"{Tar}.partial", "half");
        new DayArchive(_tree, Archive).Keep(_day, CancellationToken.None);
        Assert.Equal(_day.Pictures.Select(p => p.Path).Order(), Read(Tar).Keys.Order());
        Assert.Equal([Tar], Directory.GetFiles(Archive));
    }

    [Fact]
    public void Keep_EarlierArchiveWasTamperedWith_WhatDiffersIsArchivedAgain()
    {
        var archive = new DayArchive(_tree, Archive);
        archive.Keep(_day, CancellationToken.None);
        var bytes = File.ReadAllBytes(Tar);
        bytes[bytes.AsSpan().LastIndexOf("xxxx"u8)] = (byte)'y';
        File.WriteAllBytes(Tar, bytes);

        archive.Keep(_day, CancellationToken.None);

        Assert.Equal(["São João/2026-01/01/Câmera 1_060000.jpg"], Read(Path.Combine(Archive, "2026-01-01-2.tar")).Keys);
    }

    [Fact]
    public void Keep_EarlierArchiveIsCutShort_TheRestIsArchivedAgain()
    {
        var archive = new DayArchive(_tree, Archive);
        archive.Keep(_day, CancellationToken.None);
        using (var file = File.OpenWrite(Tar))
            file.SetLength(file.Length / 2);

        archive.Keep(_day, CancellationToken.None);

        Assert.Contains("São João/2026-01/01/Câmera 1_060000.jpg", Read(Path.Combine(Archive, "2026-01-01-2.tar")).Keys);
    }

    [Theory]
    [InlineData("Emergency", """{ "ArchiveRoot": "archive" }""", true, false)]
    [InlineData("Retention", """{ "ArchiveRoot": "archive" }""", false, true)]
    [InlineData("ByHand", """{ "ArchiveRoot": "archive" }""", false, true)]
    [InlineData("ByHand", "{}", false, false)]
    [InlineData("ByHand", "{}", true, true)]
    public async Task Run_ArchivesWhenAskedOrConfiguredButNotInAnEmergency(string reason, string settings, bool asked, bool expected)
    {
        await _folder.RunAsync(
            new ExpiredImagesStep(_folder.Keeper(settings)), new(Enum.Parse<CleanupReason>(reason), _folder.Time.GetUtcNow()) { Archive = asked });
        Assert.Equal(expected, File.Exists(Tar));
    }

    private static Dictionary<string, string> Read(string tar)
    {
        var entries = new Dictionary<string, string>(StringComparer.Ordinal);
        using var reader = new TarReader(File.OpenRead(tar));
        while (reader.GetNextEntry() is { } entry)
            entries.Add(entry.Name, new StreamReader(entry.DataStream!).ReadToEnd());
        return entries;
    }

    private static MemoryStream Tampered(string tar)
    {
        var bytes = File.ReadAllBytes(tar);
        bytes[bytes.AsSpan().LastIndexOf("xxxx"u8)] = (byte)'y';
        return new(bytes);
    }
}
