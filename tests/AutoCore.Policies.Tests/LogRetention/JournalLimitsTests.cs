using AutoCore.Policies.LogRetention;

namespace AutoCore.Policies.Tests.LogRetention;

public sealed class JournalLimitsTests
{
    [Theory]
    [InlineData("[Journal]\nSystemMaxUse=50M", "50M", false)]
    [InlineData("[Journal]\n#SystemMaxUse=50M\n; SystemMaxUse=1M", null, false)]
    [InlineData("SystemMaxUse = 50M\nSystemMaxUse=80M", "80M", false)]
    [InlineData("SystemMaxUse=50M\nSystemMaxUse=", null, false)]
    [InlineData("Storage=volatile", null, true)]
    [InlineData("Storage=none\nStorage=persistent", null, false)]
    [InlineData("", null, false)]
    public void Parse_Files_TheLastWordCounts(string text, string? most, bool isVolatile) =>
        Assert.Equal(new(most, isVolatile), JournalLimits.Parse(text.Split('\n')));

    [Theory]
    [InlineData(8, "50M")]
    [InlineData(16, "100M")]
    [InlineData(32, "200M")]
    [InlineData(64, "500M")]
    public void AdviceFor_Card_GrowsWithIt(int cardGb, string advice) => Assert.Equal(advice, JournalLimits.AdviceFor(cardGb));
}
