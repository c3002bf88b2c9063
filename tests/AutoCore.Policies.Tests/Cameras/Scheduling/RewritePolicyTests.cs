using AutoCore.Policies.Cameras.Scheduling;

namespace AutoCore.Policies.Tests.Cameras.Scheduling;

public sealed class RewritePolicyTests
{
    [Theory]
    [InlineData(345, 345, true)]
    [InlineData(1, 10, true)]
    [InlineData(1, 11, false)]
    [InlineData(34, 345, false)]
    [InlineData(35, 345, true)]
    [InlineData(0, 0, true)]
    public void IsDue_OnceATenthHasChanged(int changed, int lines, bool expected) => Assert.Equal(expected, RewritePolicy.IsDue(changed, lines));
}
