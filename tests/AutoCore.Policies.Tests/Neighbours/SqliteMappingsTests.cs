using AutoCore.Policies.Neighbours;

namespace AutoCore.Policies.Tests.Neighbours;

public sealed class SqliteMappingsTests
{
    [Theory]
    [InlineData("7f01-7f02 r--p 00000000 fe:00 12 /usr/lib/x86_64-linux-gnu/libsqlite3.so.0.8.6", "libsqlite3.so.0.8.6", false)]
    [InlineData("7f01-7f02 r--p 00000000 b3:02 12 /usr/lib/aarch64-linux-gnu/libsqlite3.so.0.8.6 (deleted)", "libsqlite3.so.0.8.6", true)]
    [InlineData("7f01-7f02 r--p 00000000 fe:00 12 /opt/a b/node_modules/better_sqlite3.node", "better_sqlite3.node", false)]
    [InlineData("7f01-7f02 r-xp 0001f000 fe:00 12 /usr/lib/libsqlite3.so.0.8.6", null, false)]
    [InlineData("7f01-7f02 r--p 00000000 00:2e 12 /home/u/mnt/libsqlite3.so.0", null, false)]
    [InlineData("7f01-7f02 rw-s 00000000 fe:00 12 /var/lib/x/sqlite.db-shm", null, false)]
    [InlineData("7f01-7f02 r--p 00000000 fe:00 12 /usr/lib/libc.so.6", null, false)]
    [InlineData("7f01-7f02 rw-p 00000000 00:00 0 ", null, false)]
    [InlineData("", null, false)]
    public void Find_Line_OnlyALibraryOnADisk(string line, string? name, bool isReplaced)
    {
        LibraryMapping[] expected = name is null ? [] : [new("7f01-7f02", name, isReplaced)];
        Assert.Equal(expected, SqliteMappings.Find([line]));
    }

    [Fact]
    public void Find_SeveralPartsOfOneLibrary_TheFirst() => Assert.Equal(
        [new LibraryMapping("1-2", "libsqlite3.so.0", false), new LibraryMapping("5-6", "libe_sqlite3.so", false)],
        SqliteMappings.Find(
            ["1-2 r--p 00000000 fe:00 12 /a/libsqlite3.so.0", "3-4 r--p 00000000 fe:00 12 /a/libsqlite3.so.0",
                "5-6 r--p 00000000 fe:00 13 /a/libe_sqlite3.so"]));
}
