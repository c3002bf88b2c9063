using AutoCore.Policies.Backups;

namespace AutoCore.Policies.Tests.Backups;

public sealed class SecondNamePolicyTests
{
    private const uint Root = 0;
    private const uint Owner = 33;
    private const uint Other = 1000;
    private const int Secret = 0x180;
    private const int Open = 0x1A4;
    private const int Private = 0x1ED;
    private const int GroupWrites = 0x1FD;
    private const int AllWrite = 0x3FF;

    [Theory]
    [InlineData(1, Owner, Secret, false, Other, AllWrite, true)]
    [InlineData(2, Other, Secret, false, Other, AllWrite, true)]
    [InlineData(2, Owner, Secret, false, Other, Private, false)]
    [InlineData(2, Root, Secret, false, Other, Private, false)]
    [InlineData(2, Owner, Open, false, Other, Private, true)]
    [InlineData(2, Owner, Open, true, Other, Private, false)]
    [InlineData(2, Owner, Secret, false, Root, Private, true)]
    [InlineData(2, Owner, Secret, false, Root, GroupWrites, false)]
    [InlineData(2, Owner, Secret, false, Root, AllWrite, false)]
    public void MayTake_OnlyWhatNobodyCanHavePlacedThere_OrAllMayRead(long links, uint user, int mode, bool hasList, uint folderUser, int folderMode, bool isTaken) =>
        Assert.Equal(isTaken, SecondNamePolicy.MayTake(new(user, mode, hasList), links, new(folderUser, folderMode, HasList: false)));
}
