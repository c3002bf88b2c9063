using System.Text;
using AutoCore.Policies.Fleet;

namespace AutoCore.Policies.Tests.Fleet;

public sealed class ListPartTests
{
    [Fact]
    public void Split_ManyCameras_PartsStaySmallAndHoldThemAllInOrder()
    {
        var cameras = Enumerable.Range(0, 1000).Select(i => (Json: Encoding.UTF8.GetBytes($$"""{"Name":"P{{i}}","Tags":[{},"]"]}"""), Member: i % 7)).ToList();

        var parts = ListPart.Split(cameras, 4096).ToList();

        Assert.True(parts.Count > 1);
        Assert.All(parts, p => Assert.InRange(p.Length, 1, 4096));
        var read = parts.Select(p => ListPart.TryRead(p, nodes: 7)!.Value).ToList();
        Assert.Equal(cameras.Select(c => c.Member), read.SelectMany(p => p.Assignments));
        Assert.Equal(cameras.Select(c => Encoding.UTF8.GetString(c.Json)), read.SelectMany(p => p.Slice()).Select(s => Encoding.UTF8.GetString(s.Span)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[{}]")]
    [InlineData("[0]")]
    [InlineData("[7]\n[{}]")]
    [InlineData("[-1]\n[{}]")]
    [InlineData("[0.5]\n[{}]")]
    [InlineData("[0\n[{}]")]
    [InlineData("{}\n[{}]")]
    public void TryRead_HostilePart_IsNull(string text) => Assert.Null(ListPart.TryRead(Encoding.UTF8.GetBytes(text), nodes: 7));
}
