using AutoCore.CameraFarm.Behaviour;
using AutoCore.CameraFarm.Pictures;
using AutoCore.CameraFarm.Serving;

namespace AutoCore.Daemon.Tests.CameraFarm;

public sealed class PictureTests : IAsyncDisposable
{
    private readonly Farm farm = Farm.Start(new FarmOptions { Pictures = new PictureOptions { Width = 640, Height = 360 } });

    public static TheoryData<Show, Coding> Pictures => [.. from show in Enum.GetValues<Show>() from coding in Enum.GetValues<Coding>() select (show, coding)];

    public ValueTask DisposeAsync() => farm.DisposeAsync();

    [Theory]
    [MemberData(nameof(Pictures))]
    public async Task Picture_OfEachShowAndCoding_IsSoundForLibjpeg(Show show, Coding coding)
    {
        var jpeg = await FirstAsync(new Camera { Picture = new Picture { Show = show, Coding = coding } });

        Assert.Null(TurboJpeg.FindFault(jpeg));
    }

    [Theory]
    [InlineData(Coding.Baseline, "C0")]
    [InlineData(Coding.Progressive, "C2")]
    [InlineData(Coding.RestartMarkers, "DD")]
    [InlineData(Coding.ExifThumbnail, "E1")]
    public async Task Picture_OfEachCoding_HasItsMarkers(Coding coding, string marker)
    {
        var jpeg = await FirstAsync(new Camera { Picture = new Picture { Coding = coding } });

        Assert.Contains(marker, HeaderMarkers(jpeg));
    }

    [Fact]
    public async Task Picture_WithoutHuffmanTables_HasNone()
    {
        var jpeg = await FirstAsync(new Camera { Picture = new Picture { Coding = Coding.WithoutHuffmanTables } });

        Assert.DoesNotContain("C4", HeaderMarkers(jpeg));
    }

    [Fact]
    public async Task Picture_Frozen_IsTheSameForOneCameraAndAnotherForTheNext()
    {
        var one = farm.Add("one", new Camera { Picture = Picture.Frozen });
        var other = farm.Add("other", new Camera { Picture = Picture.Frozen });

        Assert.Equal(await BodyAsync(one), await BodyAsync(one));
        Assert.NotEqual(await BodyAsync(one), await BodyAsync(other));
    }

    [Fact]
    public async Task Picture_Placeholder_IsTheSameForAllCameras()
    {
        var one = farm.Add("one", new Camera { Picture = Picture.Placeholder });
        var other = farm.Add("other", new Camera { Picture = Picture.Placeholder });

        Assert.Equal(await BodyAsync(one), await BodyAsync(other));
    }

    [Fact]
    public async Task Picture_ScenesAndFrames_DifferAsTheyShouldInTheDifferenceHash()
    {
        const int SameScene = 10;
        var hashes = new List<(int Scene, ulong Hash)>();
        for (var scene = 0; scene < new PictureOptions().Scenes; scene++)
        {
            var camera = farm.Add($"P{scene}");
            for (var frame = 0; frame < 2; frame++) hashes.Add((scene, DifferenceHash(await BodyAsync(camera))));
        }

        Assert.All(
            from one in hashes from other in hashes select (one, other),
            pair => Assert.Equal(pair.one.Scene == pair.other.Scene, ulong.PopCount(pair.one.Hash ^ pair.other.Hash) <= SameScene));
    }

    [Theory]
    [InlineData(Show.Scene, 40, 255)]
    [InlineData(Show.Black, 0, 4)]
    [InlineData(Show.White, 0, 4)]
    [InlineData(Show.LowContrast, 0, 4)]
    public async Task Picture_OfEachShow_HasThisContrast(Show show, int least, int most)
    {
        var pixels = TurboJpeg.DecodeEighth(await FirstAsync(new Camera { Picture = new Picture { Show = show } })).Pixels.Order().ToList();

        Assert.InRange(pixels[pixels.Count * 95 / 100] - pixels[pixels.Count * 5 / 100], least, most);
    }

    [Theory]
    [InlineData("zeroed-block")]
    [InlineData("flipped-bits")]
    [InlineData("swapped-blocks")]
    [InlineData("missing-piece")]
    [InlineData("corrupt-progressive")]
    [InlineData("truncated-early")]
    [InlineData("truncated")]
    [InlineData("truncated-late")]
    [InlineData("truncated-with-end-marker")]
    public async Task Damage_OfEachKind_IsSeenByLibjpeg(string preset)
    {
        var camera = farm.Add(preset, Presets.Named(preset).Create());

        var spoilt = await BodyAsync(camera);

        Assert.NotNull(TurboJpeg.FindFault(spoilt));
        Assert.Null(TurboJpeg.FindFault(camera.Sent[0].Whole.ToArray()));
    }

    [Theory]
    [InlineData("trailing-zeros")]
    [InlineData("trailing-dhav")]
    [InlineData("trailing-stale-buffer")]
    public async Task Damage_BytesBehind_FollowTheWholePicture(string preset)
    {
        var camera = farm.Add(preset, Presets.Named(preset).Create());

        var body = await BodyAsync(camera);

        var whole = camera.Sent[0].Whole.ToArray();
        Assert.True(body.Length > whole.Length);
        Assert.Equal(whole, body[..whole.Length]);
    }

    private async Task<byte[]> FirstAsync(Camera camera) => await BodyAsync(farm.Add("P1", camera));

    private static async Task<byte[]> BodyAsync(FarmCamera camera) => (await FarmClient.GetAsync(camera, headers: "Connection: close")).Body;

    // Nine columns and eight rows of means; a bit says that the right neighbour is darker.
    private static ulong DifferenceHash(byte[] jpeg)
    {
        var image = TurboJpeg.DecodeEighth(jpeg);
        var hash = 0UL;
        for (var row = 0; row < 8; row++)
        {
            for (var column = 0; column < 8; column++) hash = hash << 1 | (Mean(image, column, row) > Mean(image, column + 1, row) ? 1UL : 0);
        }

        return hash;
    }

    private static double Mean(GreyImage image, int column, int row)
    {
        var (left, right) = (image.Width * column / 9, image.Width * (column + 1) / 9);
        var (top, bottom) = (image.Height * row / 8, image.Height * (row + 1) / 8);
        return (from y in Enumerable.Range(top, bottom - top) from x in Enumerable.Range(left, right - left) select (int)image.Pixels[(y * image.Width) + x])
            .Average();
    }

    private static HashSet<string> HeaderMarkers(byte[] jpeg)
    {
        const byte StartOfScan = 0xDA;
        var markers = new HashSet<string>(StringComparer.Ordinal);
        for (var at = 2; jpeg[at + 1] != StartOfScan; at += 2 + (jpeg[at + 2] << 8) + jpeg[at + 3]) markers.Add($"{jpeg[at + 1]:X2}");
        return markers;
    }
}
