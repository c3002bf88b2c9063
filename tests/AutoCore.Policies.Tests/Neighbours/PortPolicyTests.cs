using AutoCore.Policies.Health;
using AutoCore.Policies.Neighbours;

namespace AutoCore.Policies.Tests.Neighbours;

public sealed class PortPolicyTests
{
    private const string Unit = "autocore-config-app.service";
    private static readonly PortOwner Itself = new("pi", 10, "python3", Unit);
    private static readonly PortOwner Stranger = new("root", 20, "nginx", "nginx.service");
    private static readonly PortOwner Unseen = new("www-data", null, null, null);

    public static TheoryData<bool?, PortOwner[], bool, string?> Cases => new()
    {
        { true, [], false, null },
        { true, [Itself], true, null },
        { null, [Itself], true, null },
        { true, [Stranger, Itself], true, null },
        { true, [Stranger], false, "nginx (process 20 of nginx.service)" },
        { null, [Stranger], false, "nginx (process 20 of nginx.service)" },
        { false, [Unseen], false, "a process of user www-data" },
        { true, [Unseen], true, null },
        { null, [Unseen], true, null },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Evaluate_Owners_NamesWhoHasThePort(bool? running, PortOwner[] owners, bool listening, string? takenBy) =>
        Assert.Equal(new PortVerdict(listening, takenBy), PortPolicy.Evaluate(Unit, running, owners));

    [Fact]
    public void Parse_TableOfTheKernel_TakesListenersOfBothFamilies()
    {
        var sockets = ListeningSocket.Parse(
        [
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode",
            "   0: 0100007F:1F40 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 12345 1 0000000000000000 100 0 0 10 0",
            "   1: 0100007F:1F40 0100007F:C001 01 00000000:00000000 00:00000000 00000000  1000        0 12346 1 0000000000000000 20 4 30 10 -1",
            "   2: 00000000000000000000000000000000:0050 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 777 1 0000000000000000 100 0 0 10 0",
        ]);
        Assert.Equal([new(8000, 1000, 12345), new(80, 0, 777)], sockets);
    }

    [Theory]
    [InlineData(true, true, true, Rating.Ok)]
    [InlineData(false, true, false, Rating.Warning)]
    [InlineData(true, true, false, Rating.Warning)]
    [InlineData(true, false, true, Rating.Critical)]
    [InlineData(null, true, false, Rating.Ok)]
    [InlineData(null, null, false, Rating.Unknown)]
    [InlineData(true, null, true, Rating.Ok)]
    public void Rate_RunningVenvAndPort_WorstCounts(bool? running, bool? whole, bool listening, Rating rating) =>
        Assert.Equal(rating, NeighbourPolicy.Rate(running, new VenvVerdict(whole, null, null), new PortVerdict(listening, null)));

    [Fact]
    public void Rate_PortTaken_IsCritical() => Assert.Equal(Rating.Critical, NeighbourPolicy.Rate(true, null, new PortVerdict(false, "nginx")));
}
