using System.Diagnostics;
using System.Globalization;
using System.Text;
using AutoCore.Web.Data;
using Microsoft.Extensions.DependencyInjection;

namespace AutoCore.Web.Tests;

/// <summary>Pictures of old days that lie on the card as JPEG XL are the camera's JPEG for everyone who asks.</summary>
public sealed class SmallerPictureTests : IDisposable
{
    private readonly WebFixture fixture = new WebFixture().WithCamera("Shop", "P1");

    public void Dispose() => fixture.Dispose();

    [Fact]
    public async Task Open_JpegXl_IsTheCamerasFileByteForByte_ForManyAtOnce()
    {
        var original = await MakeJpegAsync();
        var smaller = fixture.Write("cameras/Shop/2026-03/17/P1_060000.jxl", "");
        File.Delete(smaller);
        await RunAsync("cjxl", "--quiet", "--lossless_jpeg=1", fixture.Write("original.jpg", original), smaller);
        await using var server = await WebServer.StartAsync(fixture);
        var store = server.Services.GetRequiredService<PictureStore>();
        var key = CameraKey.Of("Shop", "P1");
        var picture = Assert.Single(store.Day(key, new(2026, 3, 17)));

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            using var file = store.Open(key, picture)!;
            using var content = new MemoryStream();
            file.Content.CopyTo(content);
            return content.ToArray();
        })));

        Assert.All(answers, a => Assert.Equal(original, a));
    }

    [Fact]
    public async Task Open_NoPicture_IsNone()
    {
        fixture.Write("cameras/Shop/2026-03/17/P1_060000.jxl", "no picture");
        await using var server = await WebServer.StartAsync(fixture);
        Assert.Null(server.Services.GetRequiredService<PictureStore>().Open(CameraKey.Of("Shop", "P1"), new(new DateTime(2026, 3, 17, 6, 0, 0))));
    }

    private async Task<byte[]> MakeJpegAsync()
    {
        const int width = 320, height = 240;
        var random = new Random(1);
        var pixels = Enumerable.Range(0, width * height * 3).Select(i => (byte)((i / 3 % width / 2) + random.Next(20))).ToArray();
        var ppm = fixture.Write("p.ppm", [.. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"P6 {width} {height} 255\n")), .. pixels]);
        await RunAsync("cjpeg", "-outfile", fixture["p.jpg"], ppm);
        return await File.ReadAllBytesAsync(fixture["p.jpg"]);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments))!;
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }
}
