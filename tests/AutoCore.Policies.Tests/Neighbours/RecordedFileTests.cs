using AutoCore.Policies.Neighbours;

namespace AutoCore.Policies.Tests.Neighbours;

public sealed class RecordedFileTests
{
    [Theory]
    [InlineData("requests/api.py,sha256=abc,6449", "requests/api.py", 6449L)]
    [InlineData("requests-2.28.1.dist-info/RECORD,,", "requests-2.28.1.dist-info/RECORD", null)]
    [InlineData("\"a,b.txt\",sha256=abc,1", "a,b.txt", 1L)]
    [InlineData("\"a\"\"b.txt\",sha256=abc,0", "a\"b.txt", 0L)]
    [InlineData("../../../bin/tool,sha256=abc,217", "../../../bin/tool", 217L)]
    [InlineData("a.py,sha256=abc,-1", "a.py", null)]
    [InlineData("a.py,sha256=abc,99999999999999999999", "a.py", null)]
    [InlineData("a.py,sha256=abc,\r", "a.py", null)]
    [InlineData("a.py", "a.py", null)]
    [InlineData("a.py,1", "a.py,1", null)]
    public void Parse_Line_IsPathAndSize(string line, string path, long? bytes) => Assert.Equal(new RecordedFile(path, bytes), RecordedFile.Parse(line));

    [Theory]
    [InlineData("")]
    [InlineData(",,")]
    [InlineData("\"\",sha256=abc,1")]
    [InlineData("requests/__pycache__/api.cpython-311.pyc,,")]
    public void Parse_ByteCodeOrNoFile_IsNone(string line) => Assert.Null(RecordedFile.Parse(line));

    [Theory]
    [InlineData(100L, 100L, false)]
    [InlineData(100L, 99L, true)]
    [InlineData(100L, 0L, true)]
    [InlineData(100L, 101L, false)] // Somebody edited it.
    [InlineData(100L, null, true)]
    [InlineData(null, 0L, false)]
    [InlineData(null, null, true)]
    public void IsDamaged_ShorterOrGone(long? recorded, long? now, bool expected) => Assert.Equal(expected, new RecordedFile("a", recorded).IsDamaged(now));
}
