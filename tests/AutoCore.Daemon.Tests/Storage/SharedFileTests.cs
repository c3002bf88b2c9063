using System.Text;
using AutoCore.Core.Storage;
using AutoCore.Daemon.Tests.Testing;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Storage;

/// <summary>Files that several change at once.</summary>
public sealed class SharedFileTests : IDisposable
{
    private const int MostBytes = 1_000_000;

    private readonly TemporaryFolder _folder = new();

    private string List => _folder["list.txt"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ManyAtOnce_LoseNothing_AndLeaveNothing()
    {
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() => Add(List, $"{i}"))));

        Assert.Equal(Enumerable.Range(0, 40), File.ReadAllLines(List).Select(int.Parse).Order());
        Assert.Equal([List], Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Theory]
    [InlineData("mine\n")]
    [InlineData(null)]
    public void EditOfSomebodyWhoKnowsNoTurns_IsKept(string? before)
    {
        if (before is not null)
            File.WriteAllText(List, before);
        var calls = 0;

        SharedFile.Change(List, MostBytes, present =>
        {
            if (calls++ == 0)
                File.AppendAllText(List, "by hand\n");
            return new FileChange<int>([.. present ?? [], .. "added\n"u8], 0);
        });

        Assert.Equal($"{before}by hand\nadded\n", File.ReadAllText(List));
        Assert.Equal(2, calls);
    }

    [Fact]
    public void FileThatIsChangedAgainAndAgain_IsLeftAlone()
    {
        var failure = Assert.Throws<IOException>(() => SharedFile.Change(List, MostBytes, _ =>
        {
            File.AppendAllText(List, "by hand\n");
            return new FileChange<int>([], 0);
        }));

        Assert.Contains("as it was", failure.Message, StringComparison.Ordinal);
        Assert.All(File.ReadAllLines(List), static l => Assert.Equal("by hand", l));
        Assert.Equal([List], Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void LockThatAKilledCommandLeft_HoldsNobodyUp_AndIsRemoved()
    {
        _folder.Write(".list.txt.lock", "");

        Add(List, "1");

        Assert.Equal([List], Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void LinkStaysOne_AndTheFileKeepsItsMode()
    {
        var file = _folder.Write("elsewhere/real.txt", "1\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.CreateSymbolicLink(List, file);

        Add(List, "2");

        Assert.Equal(file, new FileInfo(List).LinkTarget);
        Assert.Equal("1\n2\n", File.ReadAllText(file));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    /// <summary>An empty temporary file stayed on a card that was full, and it was not said what helps.</summary>
    [Fact]
    public void FullCard_IsToldWithWhatHelps_AndNothingIsLeftOnIt()
    {
        using var card = new TestDisk(_folder["card"]);
        // Root writes no secrets where everybody may.
        File.SetUnixFileMode(card.Path, (UnixFileMode)0b111_101_101);
        var (list, secrets) = (Path.Combine(card.Path, "list.txt"), Path.Combine(card.Path, "secrets.env"));
        File.WriteAllText(list, "1\n");
        File.WriteAllText(secrets, "A=1\n");
        Fill(Path.Combine(card.Path, "full"));
        var present = Directory.GetFileSystemEntries(card.Path).Order();

        var failure = Assert.Throws<IOException>(() => Add(list, new string('x', 100_000)));
        var secret = Assert.Throws<IOException>(() => SecretsWriter.Add(secrets, [new("B", new string('x', 100_000))]));
        var made = Assert.Throws<IOException>(() => SecretsWriter.Add(Path.Combine(card.Path, "new.env"), [new("B", "x")]));

        Assert.All(new[] { failure, secret, made },
            static f => Assert.Contains("as it was, nothing was added: there is no room", f.Message, StringComparison.Ordinal));
        Assert.Equal(("1\n", "A=1\n"), (File.ReadAllText(list), File.ReadAllText(secrets)));
        Assert.Equal(present, Directory.GetFileSystemEntries(card.Path).Order());
    }

    [Fact]
    public async Task SecretsOfManyAtOnce_AreAllThere_EachNameOnce()
    {
        var file = _folder["secrets.env"];

        var added = await Task.WhenAll(Enumerable.Range(0, 24).Select(i => Task.Run(() => SecretsWriter.Add(file, [new($"KEY{i / 2}", $"value{i}")]).Count)));

        Assert.Equal(12, added.Sum());
        Assert.Equal(Enumerable.Range(0, 12).Select(static i => $"KEY{i}").Order(), File.ReadAllLines(file).Select(static l => l.Split('=')[0]).Order());
        Assert.Equal([file], Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    private static void Add(string file, string line) => SharedFile.Change(file, MostBytes,
        present => new FileChange<int>([.. present ?? [], .. Encoding.UTF8.GetBytes($"{line}\n")], 0));

    private static void Fill(string path)
    {
        using var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 });
        var block = new byte[4096];
        FileAttempt.Try(() =>
        {
            while (true)
                file.Write(block);
        });
    }
}
