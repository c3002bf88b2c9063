using AutoCore.Policies.Storage;

namespace AutoCore.Policies.Tests.Storage;

public sealed class WriteRefusalTests
{
    [Theory]
    [InlineData(28, "autocore cleanup")]
    [InlineData(122, "autocore cleanup")]
    [InlineData(30, "dmesg")]
    [InlineData(5, "backup")]
    [InlineData(13, null)]
    public void Refusal_NamesWhatHelps(int error, string? remedy)
    {
        if (remedy is null)
            Assert.Null(WriteRefusal.RemedyOf(error));
        else
            Assert.Contains(remedy, WriteRefusal.RemedyOf(error), StringComparison.Ordinal);
    }
}
