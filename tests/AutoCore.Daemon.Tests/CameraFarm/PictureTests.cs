using AutoCore.CameraFarm;

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

    private static HashSet<string> HeaderMarkers(byte[] jpeg)
    {
        const byte StartOfScan = 0xDA;
        var markers = new HashSet<string>(StringComparer.Ordinal);
        for (var at = 2; jpeg[at + 1] != StartOfScan; at += 2 + (jpeg[at + 2] << 8) + jpeg[at + 3]) markers.Add($"{jpeg[at + 1]:X2}");
        return markers;
    }
}
