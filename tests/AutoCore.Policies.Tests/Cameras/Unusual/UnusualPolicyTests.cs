using AutoCore.Policies.Cameras.Unusual;

namespace AutoCore.Policies.Tests.Cameras.Unusual;

public sealed class UnusualPolicyTests
{
    private const double Threshold = 5;
    private const int Learned = 20;

    public static TheoryData<string, double> Usual => new()
    {
        { "ordinary", 12 }, { "ordinary", 0 }, { "noisy", 0 }, { "brighter", 12 }, { "darker", 12 }, { "rain", 12 }, { "rain", 0 }, { "headlights", 0 },
    };

    public static TheoryData<string, double> Unusual => new()
    {
        { "covered", 12 }, { "covered", 0 }, { "half covered", 12 }, { "moved", 12 }, { "moved", 0 }, { "defocused", 12 }, { "new object", 12 },
            { "light left on", 0 },
    };

    [Theory]
    [MemberData(nameof(Usual))]
    public void Evaluate_WhatIsUsual_IsNotFlagged(string what, double hour)
    {
        var (camera, yard) = Known();
        camera.Show(Take(yard, what, hour), Learned, hour);
        Assert.False(camera.State.IsFlagged, $"score {camera.State.Score}");
    }

    [Theory]
    [MemberData(nameof(Unusual))]
    public void Evaluate_WhatIsUnusual_IsFlagged(string what, double hour)
    {
        var (camera, yard) = Known();
        camera.Show(Take(yard, what, hour), Learned, hour);
        Assert.True(camera.State.IsFlagged, $"score {camera.State.Score}");
        Assert.Equal(Learned * 1440 + (long)(hour * 60), camera.State.Since);
        Assert.Equal(PictureGrid.Cells, camera.State.Suspects.Length);
    }

    [Fact]
    public void Evaluate_NewObject_ItsCellsTellWhere()
    {
        var (camera, yard) = Known();
        camera.Show(Take(yard, "new object", 12), Learned, 12);
        int At(int column, int row) => camera.State.Suspects[(row * PictureGrid.Columns) + column];
        Assert.True(At(4, 7) > 128);
        Assert.Equal(0, At(13, 2));
    }

    [Fact]
    public void Evaluate_FirstPictures_AreNeverFlagged()
    {
        var (camera, yard) = (new ShownCamera(), new Yard());
        for (var i = 0; i < UnusualPolicy.LeastPictures; i++)
        {
            camera.Show(Take(yard, i % 2 == 0 ? "ordinary" : "covered", 12), i, 12);
            Assert.False(camera.State.IsFlagged);
        }
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public void Evaluate_CameraMoved_IsUsualAgainAfterADay(int laterPictures, bool isFlagged)
    {
        var (camera, yard) = Known();
        for (var i = 0; i <= laterPictures; i++)
            camera.Show(Take(yard, "moved", (12 + (6 * i)) % 24), Learned + ((12 + (6 * i)) / 24), (12 + (6 * i)) % 24);
        Assert.Equal(isFlagged, camera.State.IsFlagged);
        camera.Show(Take(yard, "ordinary", 18), Learned + 1, 18);
        Assert.False(camera.State.IsFlagged);
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public void Evaluate_LightEveryNight_IsUsualOnTheThird(int nights, bool isFlagged)
    {
        var (camera, yard) = Known();
        for (var night = 0; night < nights; night++)
        {
            camera.Show(Take(yard, "light left on", 0), Learned + night, 0);
            Assert.Equal(night < nights - 1 || isFlagged, camera.State.IsFlagged);
            camera.Show(Take(yard, "ordinary", 12), Learned + night, 12);
            Assert.False(camera.State.IsFlagged);
        }
    }

    [Fact]
    public void Evaluate_ClockInDoubt_FlagsButLearnsAndAcceptsNothing()
    {
        var (camera, yard) = Known();
        var before = CameraModelBytes.Write(camera.Model);
        for (var day = 0; day < 5; day++)
            camera.Show(Take(yard, "covered", 12), Learned + day, hour: null);
        Assert.True(camera.State.IsFlagged);
        camera.Show(Take(yard, "ordinary", 12), Learned, hour: null);
        Assert.False(camera.State.IsFlagged);
        Assert.Null(camera.Rival);
        Assert.Equal(before, CameraModelBytes.Write(camera.Model));
    }

    [Fact]
    public void Evaluate_ClockSetBackByYears_GoesOn()
    {
        var (camera, yard) = Known();
        camera.Show(Take(yard, "ordinary", 12), -3000, 12);
        Assert.False(camera.State.IsFlagged);
        camera.Show(Take(yard, "covered", 12), -3000, 12);
        Assert.True(camera.State.IsFlagged);
    }

    [Fact]
    public void Accept_WhatWasUnusual_IsUsualFromThenOn()
    {
        var (camera, yard) = Known();
        camera.Show(Take(yard, "moved", 12), Learned, 12);
        UnusualPolicy.Accept(camera.Model, camera.Rival!);
        camera.Show(Take(yard, "moved", 13), Learned, 13);
        Assert.False(camera.State.IsFlagged, $"score {camera.State.Score}");
        camera.Show(Take(yard, "covered", 13), Learned, 13);
        Assert.True(camera.State.IsFlagged);
    }

    [Fact]
    public void Evaluate_WeeksOfPictures_KeepTheModelWithinItsBounds()
    {
        var (camera, _) = Known();
        Assert.InRange(camera.Model.Looks.Count, 2, CameraModel.MostLooks);
        Assert.InRange(CameraModelBytes.Write(camera.Model).Length, 1000, 4000);
        Assert.InRange(CameraModelBytes.MostBytes, 1000, 4000);
    }

    private static PictureGrid Take(Yard yard, string what, double hour) => what switch
    {
        "noisy" => yard.Take(hour, noise: 6),
        "brighter" => yard.Take(hour, gain: 1.3),
        "darker" => yard.Take(hour, gain: 0.7),
        "rain" => yard.Take(hour, yard.Rain()),
        "headlights" => yard.Take(hour, yard.Headlights()),
        "covered" => yard.Take(hour, static (_, x, y) => 60 + (0.2 * x) + (0.1 * y)),
        "half covered" => yard.Take(hour, static (usual, x, y) => x < 35 ? 50 : usual(x, y)),
        "moved" => yard.Take(hour, static (usual, x, y) => usual(x + 23, y + 6)),
        "defocused" =>
        yard.Take(hour, static (usual, x, y) => Enumerable.Range(-3, 7).Average(dx => Enumerable.Range(-3, 7).Average(dy => usual(x + dx, y + dy)))),
        "new object" => yard.Take(hour, static (usual, x, y) => x is >= 12 and < 34 && y is >= 28 and < 50 ? 235 : usual(x, y)),
        "light left on" => yard.Take(hour, static (usual, x, y) => usual(x, y) + (190 * Math.Exp(-(((x - 20) * (x - 20)) + ((y - 30) * (y - 30))) / 160.0))),
        _ => yard.Take(hour),
    };

    /// <summary>A camera that has been there for weeks, four pictures a day.</summary>
    private static (ShownCamera Camera, Yard Yard) Known()
    {
        var (camera, yard) = (new ShownCamera(), new Yard());
        for (var i = 0; i < 4 * Learned; i++)
            camera.Show(yard.Take(i % 4 * 6, i % 7 == 3 ? yard.Headlights() : null, gain: 0.9 + (0.05 * (i % 5))), i / 4, i % 4 * 6);
        Assert.False(camera.State.IsFlagged);
        return (camera, yard);
    }

    /// <summary>A camera's memory as the database keeps it: through bytes after each picture.</summary>
    private sealed class ShownCamera
    {
        public CameraModel Model { get; private set; } = new();

        public CameraModel? Rival { get; private set; }

        public CameraState State { get; private set; } = CameraState.Empty;

        public void Show(PictureGrid grid, int day, double? hour)
        {
            var verdict = UnusualPolicy.Evaluate(Model, Rival, State, grid, new((day * 1440L) + (long)((hour ?? 12) * 60), hour), Threshold);
            (State, Rival, Model) = (verdict.State, verdict.Rival, CameraModelBytes.TryRead(CameraModelBytes.Write(Model))!);
        }
    }
}
