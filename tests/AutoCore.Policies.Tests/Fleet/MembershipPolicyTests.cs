using AutoCore.Policies.Fleet;

namespace AutoCore.Policies.Tests.Fleet;

public sealed class MembershipPolicyTests
{
    [Theory]
    [InlineData(true, true, 0, false, true)]
    [InlineData(true, true, 1, false, true)]
    [InlineData(true, true, 2, false, false)]
    [InlineData(true, false, 0, false, false)]
    [InlineData(false, true, 0, false, false)]
    [InlineData(false, false, 0, true, true)]
    public void IsMember_Signs_AsWritten(bool online, bool active, int missed, bool was, bool member) =>
        Assert.Equal(member, MembershipPolicy.IsMember(new(online, active, missed, was)));

    [Theory]
    [InlineData(3, 90)]
    [InlineData(270, 90)]
    [InlineData(1000, 333)]
    public void LookInterval_ManyNodes_StaysBelowThreeMessagesASecond(int nodes, int seconds) =>
        Assert.Equal(seconds, (int)MembershipPolicy.LookInterval(TimeSpan.FromSeconds(90), nodes).TotalSeconds);
}
