using AutoCore.Policies.SecondPlace;

namespace AutoCore.Policies.Tests.SecondPlace;

public sealed class RemoteListingTests
{
    private const string Backup = "autocore-20261120T030000Z.db.gz";
    private const string Other = "autocore-20261121T030000Z.db.gz";

    private readonly RemoteListing _listing = new("pi-1a",
        Files($"pi-1a/{Backup}", $"pi-2b/{Backup}", $"pi-2b/{Other}", Backup, "archives/2026-11-20.tar", "pi-2b/archives/2026-11-19.tar", "holiday.jpg"));

    [Theory]
    [InlineData(Backup, "pi-1a/" + Backup)]
    [InlineData("pi-2b/" + Backup, "pi-2b/" + Backup)]
    [InlineData(Other, "pi-2b/" + Other)]
    [InlineData("archives/2026-11-20.tar", "archives/2026-11-20.tar")]
    [InlineData("archives/2026-11-19.tar", "pi-2b/archives/2026-11-19.tar")]
    [InlineData("2026-11-19.tar", null)]
    [InlineData("autocore-20261122T030000Z.db.gz", null)]
    public void Find_NameOrPath_OwnFirstThenNobodysThenTheOnlyOne(string asked, string? path) => Assert.Equal(path, _listing.Find(asked));

    [Fact]
    public void Complete_EveryNodesAndTheOldLayouts_ButNothingForeign() => Assert.Equal(6, _listing.Complete().Count());

    [Fact]
    public void OfThisNode_IsAllThatIsEverDeleted() => Assert.Equal([Backup, $"{Backup}.sha256"], _listing.OfThisNode.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("pi", "pi-1a2b3c4d")]
    [InlineData("../pi küche", "___pi_k_che-1a2b3c4d")]
    public void FolderOf_Node_IsOneSafeName(string node, string folder) => Assert.Equal(folder, RemoteListing.FolderOf(node, "1a2b3c4d"));

    private static Dictionary<string, long> Files(params string[] paths) =>
        paths.SelectMany(p => new[] { p, $"{p}.sha256" }).ToDictionary(p => p, _ => 10L, StringComparer.Ordinal);
}
