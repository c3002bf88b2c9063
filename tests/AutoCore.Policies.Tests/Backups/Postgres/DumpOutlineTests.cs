using System.Text;
using AutoCore.Policies.Backups.Postgres;

namespace AutoCore.Policies.Tests.Backups.Postgres;

public sealed class DumpOutlineTests
{
    private const string Dump = """
        --
        -- PostgreSQL database dump; CREATE DATABASE never;
        --
        SET statement_timeout = 0;
        SELECT pg_catalog.set_config('search_path', '', false);
        CREATE DATABASE shop WITH TEMPLATE = template0 ENCODING = 'LATIN1' LOCALE_PROVIDER = libc LOCALE = 'es_ES' TABLESPACE = "far away";
        ALTER DATABASE shop OWNER TO "The Owner";
        \connect shop
        COMMENT ON DATABASE shop IS 'it''s; E\n "mine"';
        ALTER DATABASE shop SET search_path TO 'app', 'public';
        ALTER DATABASE shop SET "app.secret" TO E'a\\''b;c';
        ALTER DATABASE shop CONNECTION LIMIT = 5;
        ALTER ROLE clerk IN DATABASE shop SET work_mem TO '8MB';
        REVOKE CONNECT,TEMPORARY ON DATABASE shop FROM PUBLIC;
        GRANT CONNECT ON DATABASE shop TO "Reader-1",clerk;
        CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $_$ BEGIN EXECUTE 'x'; ALTER TABLE t OWNER TO nobody; GRANT ALL ON t TO ghost; $$ END $_$;
        CREATE FUNCTION g() RETURNS int LANGUAGE sql AS 'SELECT 1; GRANT x TO ghost;';
        ALTER FUNCTION app.f() OWNER TO owner;
        /* GRANT SELECT ON TABLE t TO ghost; */
        GRANT SELECT(a),UPDATE(b) ON TABLE app.t TO seller WITH GRANT OPTION;
        REVOKE ALL ON SCHEMA public FROM postgres;
        ALTER DEFAULT PRIVILEGES FOR ROLE maker IN SCHEMA app GRANT SELECT ON TABLES  TO user_1;
        CREATE POLICY p ON app.t FOR SELECT TO auditor USING ((a = 'TO ghost'::text));
        CREATE USER MAPPING FOR mapped SERVER s OPTIONS (password 'x');
        SET SESSION AUTHORIZATION granter;
        GRANT SELECT ON TABLE t TO PUBLIC;
        RESET SESSION AUTHORIZATION;
        """;

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100_000)]
    public void Roles_OfADump_AreAllThatAServerMustHaveHoweverItIsCut(int piece)
    {
        var outline = Read(Dump, piece);

        Assert.Equal(["The Owner", "owner"], outline.Owners);
        Assert.Equal(["Reader-1", "The Owner", "auditor", "clerk", "granter", "maker", "mapped", "owner", "postgres", "seller", "user_1"], outline.Roles);
    }

    [Fact]
    public void CreateAs_AnotherName_KeepsEncodingAndCollation()
    {
        var outline = Read(Dump);

        Assert.Equal(
            """CREATE DATABASE "x""y" WITH TEMPLATE = template0 ENCODING = 'LATIN1' LOCALE_PROVIDER = libc LOCALE = 'es_ES' TABLESPACE = "far away" """.Trim(),
            outline.CreateAs("x\"y", keepTablespace: true));
        Assert.EndsWith("LOCALE = 'es_ES'", outline.CreateAs("x", keepTablespace: false), StringComparison.Ordinal);
        Assert.Equal("far away", outline.Tablespace);
    }

    [Fact]
    public void SettingsOf_AnotherName_AreThoseOfTheDump() => Assert.Equal(
        ["""ALTER DATABASE "new" SET search_path TO 'app' , 'public'""", """ALTER DATABASE "new" SET "app.secret" TO E'a\\''b;c'"""],
        Read(Dump).SettingsOf("new"));

    [Fact]
    public void OwnerOf_AnotherName_ComesByItselfBeforeWhatIsRestored()
    {
        Assert.Equal("""ALTER DATABASE "new" OWNER TO "The Owner" """.Trim(), Read(Dump).OwnerOf("new"));
        Assert.Null(Read("SELECT 1;").OwnerOf("new"));
    }

    [Theory]
    [InlineData("'Coração'", @"E'Cora\xe7\xe3o'")]
    [InlineData(@"E'é\'\\x'", @"E'\xe9\'\\x'")]
    [InlineData(@"'é\''x'", @"E'\xe9\\''x'")]
    public void RestOf_CommentInItsOwnEncoding_HasItsBytesAndIsToldInItself(string text, string expected)
    {
        var outline = new DumpOutline();
        var reader = new SqlReader(outline.Take);
        reader.Take(Encoding.Latin1.GetBytes($"COMMENT ON DATABASE shop IS {text};"));

        var statement = Assert.Single(outline.RestOf("new")).Statement;
        Assert.Equal($"COMMENT ON DATABASE \"new\" IS {expected}", statement);
        Assert.True(DumpOutline.HasEncodedText(statement));
        Assert.DoesNotContain(Read(Dump).RestOf("new"), r => DumpOutline.HasEncodedText(r.Statement));
    }

    [Fact]
    public void RestOf_CommentOfAUnicodeDump_IsTextThatIsToldInItself()
    {
        var statement = Assert.Single(Read("SET client_encoding = 'UTF8'; COMMENT ON DATABASE shop IS 'Coração';").RestOf("new")).Statement;

        Assert.Equal("COMMENT ON DATABASE \"new\" IS 'Coração'", statement);
        Assert.True(DumpOutline.HasEncodedText(statement));
        Assert.False(DumpOutline.HasEncodedText("GRANT CONNECT ON DATABASE \"new\" TO \"Müller\""));
    }

    [Fact]
    public void RestOf_AnotherName_HasCommentLimitsAndPrivileges() => Assert.Equal(
        [
            """COMMENT ON DATABASE "new" IS 'it''s; E\n "mine"'""",
            """ALTER DATABASE "new" CONNECTION LIMIT = 5""",
            """ALTER ROLE clerk IN DATABASE "new" SET work_mem TO '8MB'""",
            """REVOKE CONNECT , TEMPORARY ON DATABASE "new" FROM PUBLIC""",
            """GRANT CONNECT ON DATABASE "new" TO "Reader-1" , clerk""",
        ], Read(Dump).RestOf("new").Select(r => r.Statement));

    [Fact]
    public void RestOf_PrivilegeThatAnotherThanTheOwnerGave_IsGivenByThatRole() => Assert.Equal(
        [
            (null, """GRANT CONNECT ON DATABASE "new" TO app WITH GRANT OPTION"""),
            ("The App", """GRANT CONNECT ON DATABASE "new" TO clerk"""),
            (null, """GRANT TEMPORARY ON DATABASE "new" TO clerk"""),
        ],
        Read("GRANT CONNECT ON DATABASE shop TO app WITH GRANT OPTION;\nSET SESSION AUTHORIZATION \"The App\";\nGRANT CONNECT ON DATABASE shop TO clerk;\n"
            + "RESET SESSION AUTHORIZATION;\nGRANT TEMPORARY ON DATABASE shop TO clerk;").RestOf("new"));

    [Fact]
    public void CreateAs_DumpThatSaysNothing_IsMadeEmpty() =>
        Assert.Equal("CREATE DATABASE \"x\" TEMPLATE template0", Read("SELECT 1;").CreateAs("x", keepTablespace: true));

    [Fact]
    public void Take_StatementWithoutEnd_IsBounded()
    {
        SqlStatement? last = null;
        var reader = new SqlReader(s => last = s);
        reader.Take("COMMENT ON DATABASE x IS '"u8);
        for (var i = 0; i < 100; i++)
            reader.Take(new byte[64 * 1024].Select(_ => (byte)'a').ToArray());
        reader.Take("';"u8);

        Assert.False(last!.IsWhole);
        Assert.True(last.ToString().Length < 1_000_000);
    }

    /// <summary>A statement is where psql sees one: in comments, bodies and names there is none.</summary>
    [Theory]
    [InlineData("/* ALTER TABLE a OWNER TO x; */ ALTER TABLE b OWNER TO y;", "y")]
    [InlineData("/*/ ALTER TABLE a OWNER TO x; */ ALTER TABLE b OWNER TO y;", "y")]
    [InlineData("/* /*/ */ ALTER TABLE a OWNER TO x; */ ALTER TABLE b OWNER TO y;", "y")]
    [InlineData("/* /* a */*/ ALTER TABLE b OWNER TO y;", "y")]
    [InlineData("/**/ALTER TABLE b OWNER TO y;", "y")]
    [InlineData("/***/ALTER TABLE b OWNER TO y;", "y")]
    [InlineData("-- ALTER TABLE a OWNER TO x;\nALTER TABLE b OWNER TO y;", "y")]
    [InlineData("\\connect x; ALTER TABLE a OWNER TO x;\nALTER TABLE b OWNER TO y;", "y")]
    [InlineData("SELECT 1 - -1 / 2 * 3; ALTER TABLE b OWNER TO y;", "y")]
    [InlineData("ALTER TABLE \"a;\"\"b\" OWNER TO \"x\"\"; y\";", "x\"; y")]
    [InlineData("SELECT $1; ALTER TABLE b OWNER TO y;", "y")]
    [InlineData("SELECT $ 'ALTER TABLE a OWNER TO x;'; ALTER TABLE b OWNER TO y;", "y")]
    [InlineData("DO $a$ ALTER TABLE a OWNER TO x; $ $a $$ $b$ $a$; ALTER TABLE b OWNER TO y;", "y")]
    [InlineData("SELECT E'\\'; ALTER TABLE a OWNER TO x; '; ALTER TABLE b OWNER TO y;", "y")]
    [InlineData("SELECT 'a''; ALTER TABLE a OWNER TO x; '; ALTER TABLE b OWNER TO y", "y")]
    public void Take_WhateverStandsBetween_FindsTheStatements(string sql, string role)
    {
        Assert.Equal([role], Read(sql).Roles);
        Assert.Equal([role], Read(sql, piece: 1).Roles);
    }

    [Fact]
    public void Take_LatinText_IsReadByteByByte()
    {
        var reader = new DumpOutline();
        var sql = new SqlReader(reader.Take);
        sql.Take(Encoding.Latin1.GetBytes("ALTER TABLE t OWNER TO \"Müller\";"));
        sql.End();

        Assert.Equal(["Müller"], reader.Roles);
    }

    private static DumpOutline Read(string dump, int piece = 4096)
    {
        var outline = new DumpOutline();
        var reader = new SqlReader(outline.Take);
        var bytes = Encoding.UTF8.GetBytes(dump);
        for (var at = 0; at < bytes.Length; at += piece)
            reader.Take(bytes.AsSpan(at, Math.Min(piece, bytes.Length - at)));
        reader.End();
        return outline;
    }
}
