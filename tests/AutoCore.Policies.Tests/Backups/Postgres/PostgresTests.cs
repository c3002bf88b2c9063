using System.Text;
using AutoCore.Policies.Backups;
using AutoCore.Policies.Backups.Postgres;

namespace AutoCore.Policies.Tests.Backups.Postgres;

public sealed class PostgresTests
{
    [Theory]
    [InlineData("simple", "*:*:*:*:simple\n")]
    [InlineData(@"a:b\c", @"*:*:*:*:a\:b\\c" + "\n")]
    [InlineData("two\nlines", null)]
    [InlineData("two\rlines", null)]
    public void Compose_Password_IsOneEscapedLine(string password, string? line) => Assert.Equal(line, PassFileLine.Compose(password));

    [Theory]
    [InlineData("psql: error: connection to server failed: fe_sendauth: no password supplied", "PasswordKey")]
    [InlineData("pg_dump: warning: x\npg_dump: error: could not write to output file: No space left on device\n", "No space left on device; make room")]
    [InlineData("pg_dump: error: Dumping the contents of table \"t\" failed: server closed the connection unexpectedly", "by itself")]
    [InlineData("pg_dump: error: query failed: ERROR:  canceling statement due to statement timeout", "check statement_timeout")]
    [InlineData("", "without a word")]
    public void Explain_Errors_NamesTheRemedy(string errors, string expected) =>
        Assert.Contains(expected, PostgresAnswer.Explain("pg_dump", 1, errors), StringComparison.Ordinal);

    [Fact]
    public void Explain_RoleThatIsNotThere_DoesNotBlameTheSettings() => Assert.DoesNotContain("check",
        PostgresAnswer.Explain("pg_restore", 1, "pg_restore: error: could not execute query: ERROR:  role \"owner\" does not exist"), StringComparison.Ordinal);

    [Fact]
    public void Explain_CatalogueKnowsMore_SaysThat() => Assert.EndsWith("; ALTER ROLE x BYPASSRLS",
        PostgresAnswer.Explain("pg_dump", 1, "pg_dump: error: ERROR:  permission denied", "ALTER ROLE x BYPASSRLS"), StringComparison.Ordinal);

    [Fact]
    public void Explain_ServerWithoutRoom_DoesNotSendToTheBackupsDisk()
    {
        const string told = "pg_restore: error: COPY failed for table \"b\": ERROR:  could not extend file: No space left on device";
        var said = PostgresAnswer.Explain("pg_restore", 1, told);

        Assert.EndsWith("; make room on the server's disk", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(137, "pg_restore: connecting to database for restore", "pg_restore was killed (signal 9); for want of memory? journalctl -k tells")]
    [InlineData(130, "", "pg_restore was killed (signal 2)")]
    public void Explain_ProgramThatWasKilled_IsThat(int exitCode, string errors, string expected) =>
        Assert.Equal(expected, PostgresAnswer.Explain("pg_restore", exitCode, errors));

    [Theory]
    [InlineData(1, "pg_restore: error: could not execute query: ERROR:  relation \"t\" does not exist", true)]
    [InlineData(1, "pg_restore: error: could not read from input file: end of file", true)]
    [InlineData(137, "pg_restore: error: could not execute query", false)]
    [InlineData(127, "pg_restore: error while loading shared libraries: libpq.so.5", false)]
    [InlineData(1, "", false)]
    [InlineData(1, "pg_restore: error: could not execute query: server closed the connection unexpectedly", false)]
    [InlineData(1, "pg_restore: error: COPY failed for table \"b\": ERROR:  no se pudo extender: No space left on device", false)]
    [InlineData(1, "pg_restore: error: ERROR:  memoria agotada\nHINT: max_locks_per_transaction", false)]
    public void IsVerdict_ProgramThatFailed_OnlyIfItSaidSomethingOfTheDump(int exitCode, string errors, bool expected) =>
        Assert.Equal(expected, PostgresAnswer.IsVerdict(exitCode, errors));

    [Theory]
    [InlineData("psql: error: connection to server failed: FATAL:  password authentication failed for user \"shop\"", "PasswordKey")]
    [InlineData("psql: error: connection to server failed: FATAL:  la autentificación password falló para el usuario «shop»", "PasswordKey")]
    [InlineData("psql: error: connection to server failed: FATAL:  no hay una línea en pg_hba.conf para «127.0.0.1»", "pg_hba.conf")]
    [InlineData("psql: error: connection to server failed: FATAL:  database \"shop\" is not currently accepting connections", "ALLOW_CONNECTIONS true")]
    [InlineData("psql: error: connection to server failed: FATAL:  role \"shop\" is not permitted to log in", "LOGIN")]
    [InlineData("psql: error: FATAL:  remaining connection slots are reserved for non-replication superuser connections", "max_connections")]
    [InlineData("psql: error: FATAL:  could not access file \"nope\": No such file or directory", "session_preload_libraries")]
    [InlineData("psql: error: connection to server failed: Connection refused\n\tIs the server running on that host?", "whether the server runs")]
    public void ExplainNoSession_AnyLanguage_HasARemedy(string errors, string expected) =>
        Assert.Contains(expected, PostgresAnswer.ExplainNoSession(errors), StringComparison.Ordinal);

    [Theory]
    [InlineData("ERROR:  42501: permission denied to create database\nLOCATION:  createdb, x.c:350\n", "42501", "permission denied to create database")]
    [InlineData("psql:<stdin>:1: FEHLER:  55006: Datenbank wird verwendet\nDETAIL:  x", "55006", "Datenbank wird verwendet")]
    [InlineData("psql:<stdin>:3: ERROR:  42501: se ha denegado el permiso: base\nUBICACIÓN:  f.c", "42501", "se ha denegado el permiso: base")]
    [InlineData("psql: error: FATAL:  role \"x\" does not exist", null, "psql: error: FATAL:  role \"x\" does not exist")]
    public void Of_Errors_AreTheSameInEveryLanguage(string errors, string? state, string message) =>
        Assert.Equal((state, message), (SqlState.Of(errors), SqlState.MessageOf(errors)));

    [Theory]
    [InlineData("53300", "max_connections")]
    [InlineData("28P01", "PasswordKey")]
    [InlineData("57P03", "by itself")]
    [InlineData("57014", "statement_timeout")]
    [InlineData("XX000", null)]
    [InlineData(null, null)]
    public void RemedyFor_State_IsOfItsClass(string? state, string? expected) =>
        Assert.Contains(expected ?? "", SqlState.RemedyFor(state) ?? "", StringComparison.Ordinal);

    [Theory]
    [InlineData("shop", "dbname='shop'")]
    [InlineData("a=b 'c\\d", @"dbname='a=b \'c\\d'")]
    public void Connection_AnyName_IsNoConnectionString(string name, string expected) => Assert.Equal(expected, PostgresName.Connection(name));

    [Theory]
    [InlineData("it's", "'it''s'")]
    [InlineData(@"a\'b", @" E'a\\''b'")]
    public void Literal_AnyText_StaysOne(string text, string expected) => Assert.Equal(expected, PostgresName.Literal(text));

    [Fact]
    public void Cut_LongName_IsCutBetweenCharacters() => Assert.Equal(new string('ä', 31), PostgresName.Cut(new string('ä', 40)));

    [Fact]
    public void Derive_NamesThatDifferAtTheirEnd_StayDifferent()
    {
        var (one, two) = (PostgresName.Derive("autocore_scratch_12345678", new string('x', 50) + "one"),
            PostgresName.Derive("autocore_scratch_12345678", new string('x', 50) + "two"));

        Assert.NotEqual(one, two);
        Assert.All([one, two], name => Assert.True(name.Length <= PostgresName.Longest));
        Assert.Equal("autocore_scratch_12345678_shop", PostgresName.Derive("autocore_scratch_12345678", "shop"));
    }

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

    [Theory]
    [InlineData("COPY public.\"two\nlines\" (a) FROM stdin;\n1\n2\n\\.\n", 2)]
    [InlineData("COPY public.t (\"a \"\"1\"\"\n\", b) FROM stdin;\n1\t\"\n\\.\nCOPY public.u (a) FROM stdin;\n1\n\\.\n", 2)]
    [InlineData("COPY public.\"a FROM stdin;\nCOPY b FROM stdin;\n\" (a) FROM stdin;\n1\n\\.\n", 1)]
    [InlineData("-- it's 5\" wide\nCOPY public.t (a) FROM stdin;\n1\n\\.\n", 1)]
    public void Take_NamesWithEndsOfLines_CountsTheirRows(string dump, long expected)
    {
        var rows = new DumpRows();
        rows.Take(Encoding.UTF8.GetBytes(dump));

        Assert.Equal(expected, rows.Rows);
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
