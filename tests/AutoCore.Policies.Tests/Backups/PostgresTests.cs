using System.Text;
using AutoCore.Policies.Backups;

namespace AutoCore.Policies.Tests.Backups;

public sealed class PostgresTests
{
    [Theory]
    [InlineData("simple", "*:*:*:*:simple\n")]
    [InlineData(@"a:b\c", @"*:*:*:*:a\:b\\c" + "\n")]
    [InlineData("two\nlines", null)]
    [InlineData("two\rlines", null)]
    public void Compose_Password_IsOneEscapedLine(string password, string? line) => Assert.Equal(line, PassFileLine.Compose(password));

    [Theory]
    [InlineData("pg_dump: error: connection to server at \"127.0.0.1\" failed: FATAL:  password authentication failed for user \"shop\"", "PasswordKey")]
    [InlineData("psql: error: connection to server failed: fe_sendauth: no password supplied", "PasswordKey")]
    [InlineData("pg_dump: warning: x\npg_dump: error: could not write to output file: No space left on device\n", "No space left on device; make room")]
    [InlineData("pg_dump: error: Dumping the contents of table \"t\" failed: server closed the connection unexpectedly", "by itself")]
    [InlineData("", "without a word")]
    public void Explain_Errors_NamesTheRemedy(string errors, string expected) =>
        Assert.Contains(expected, PostgresAnswer.Explain("pg_dump", errors), StringComparison.Ordinal);

    [Theory]
    [InlineData("createdb: error: database creation failed: ERROR:  permission denied to create database", true)]
    [InlineData("pg_restore: error: could not execute query: ERROR:  syntax error", false)]
    public void IsNotAllowed_OnlyWhereTheRoleMayNot(string errors, bool notAllowed) => Assert.Equal(notAllowed, PostgresAnswer.IsNotAllowed(errors));

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1000)]
    public void Take_Dump_CountsRowsHoweverItIsCut(int piece)
    {
        var columns = string.Join(", ", Enumerable.Range(0, 200).Select(i => $"column_{i}"));
        var dump =
            Encoding.UTF8.GetBytes(
            $"SET x = 1;\nCOPY public.a (id, text) FROM stdin;\n1\tone\n2\tCOPY x FROM stdin;\n3\t\\\\.\n\\.\n\nCOPY public.b ({columns}) FROM stdin;\n1\n\\.\nCOPY public.c (id) FROM stdin;\n\\.\nSELECT 1;\n");
        var rows = new DumpRows();
        for (var at = 0; at < dump.Length; at += piece)
            rows.Take(dump.AsSpan(at, Math.Min(piece, dump.Length - at)));

        Assert.Equal(4, rows.Rows);
        Assert.False(rows.IsCut);
    }

    [Fact]
    public void Take_DumpThatEndsWithinATable_IsCut()
    {
        var rows = new DumpRows();
        rows.Take("COPY public.a (id) FROM stdin;\n1\n"u8);

        Assert.True(rows.IsCut);
    }
}
