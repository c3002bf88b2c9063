using AutoCore.Policies.Health;
using AutoCore.Policies.SdCard;

namespace AutoCore.Policies.Tests.SdCard;

/// <summary>The table of A5.</summary>
public sealed class CardSpeedTests
{
    public static TheoryData<CardSpeedRow, double, CardClass> Table => new()
    {
        { CardSpeedRow.Write, 9.9, CardClass.Below },
        { CardSpeedRow.Write, 10, CardClass.U1 },
        { CardSpeedRow.Write, 30, CardClass.U3 },
        { CardSpeedRow.Read, 29.9, CardClass.U1 },
        { CardSpeedRow.Insert, 49, CardClass.Below },
        { CardSpeedRow.Insert, 50, CardClass.Class10 },
        { CardSpeedRow.Insert, 75, CardClass.U1 },
        { CardSpeedRow.Insert, 150, CardClass.U3 },
        { CardSpeedRow.Select, 1000, CardClass.Class10 },
        { CardSpeedRow.Select, 1500, CardClass.U1 },
        { CardSpeedRow.Select, 2500, CardClass.U3 },
        { CardSpeedRow.Boot, 35.1, CardClass.Below },
        { CardSpeedRow.Boot, 35, CardClass.Class10 },
        { CardSpeedRow.Boot, 30, CardClass.U1 },
        { CardSpeedRow.Boot, 25, CardClass.U3 },
        { CardSpeedRow.Import, 2, CardClass.Class10 },
        { CardSpeedRow.Import, 1.5, CardClass.U1 },
        { CardSpeedRow.Import, 1, CardClass.U3 },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void ClassOf_Figure_IsTheBestItReaches(CardSpeedRow row, double measured, CardClass reached) => Assert.Equal(reached, row.ClassOf(measured));

    [Theory]
    [InlineData(4.9, 20.0, Rating.Critical, "replace the card")]
    [InlineData(20.0, 4.9, Rating.Critical, "counterfeit")]
    [InlineData(4.9, null, Rating.Critical, "reformat")]
    [InlineData(9.0, 20.0, Rating.Warning, "sequential write")]
    [InlineData(20.0, 20.0, Rating.Ok, "UHS-I U1")]
    [InlineData(80.0, 80.0, Rating.Ok, "UHS-I U3/A1")]
    [InlineData(null, null, Rating.Unknown, "nothing")]
    public void Evaluate_Speed_SaysWhatToDo(double? write, double? read, Rating rating, string says)
    {
        var verdict = CardSpeedPolicy.Evaluate([(CardSpeedRow.Write, write), (CardSpeedRow.Read, read), (CardSpeedRow.Boot, null)]);
        Assert.Equal(rating, verdict.Rating);
        Assert.Contains(says, verdict.Text, StringComparison.Ordinal);
    }
}
