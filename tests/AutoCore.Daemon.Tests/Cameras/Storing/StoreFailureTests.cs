using AutoCore.Core.Cameras;
using AutoCore.Daemon.Cameras;
using AutoCore.Daemon.Cameras.Storing;
using AutoCore.Daemon.Tests.Cameras.Fence;
using AutoCore.Policies.Cameras.Capture;
using AutoCore.Policies.Health;
using AutoCore.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace AutoCore.Daemon.Tests.Cameras.Storing;

/// <summary>What keeps one picture from being stored is that picture's trouble alone, with its own reason.</summary>
public sealed class StoreFailureTests
{
    [Fact]
    public async Task OnePictureThatCannotBeStored_LosesNoOther()
    {
        await using var fixture = new CaptureFixture();
        foreach (var name in new[] { "Farm/P1", "Bad/P2", "Farm/P3", "Good/P4" })
            fixture.Farm.Add(name);
        // A file where the site's folder is to be: root meets it, too.
        Directory.CreateDirectory(fixture.Root);
        await File.WriteAllTextAsync(Path.Combine(fixture.Root, "Bad"), "");

        var outcome = await fixture.RunAsync();

        var failed = Assert.Single(outcome.Results, r => r.Stored is null);
        Assert.Equal(("Bad/P2", "not-stored"), (failed.Camera.Label, failed.Reason.Word));
        Assert.Equal(3, fixture.Pictures().Count);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(fixture.Root, ".incoming")));
    }

    [Fact]
    public async Task FolderThatRootLeft_IsPermission_AndDoctorNamesItWithTheRemedy()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root can leave a folder of root's");
        await using var fixture = new CaptureFixture();
        foreach (var name in new[] { "Farm/P1", "Left/P2" })
            fixture.Farm.Add(name);
        using var folder = new TemporaryFolder();
        var file = folder.Write("appsettings.json", await File.ReadAllTextAsync(fixture.WriteConfiguration()));
        Directory.CreateDirectory(Path.Combine(fixture.Root, "Left"));
        await RunAsync("chmod", "755", fixture.DataDirectory);
        await RunAsync("chown", "-R", "1500:1500", fixture.DataDirectory);
        await RunAsync("chown", "0:0", Path.Combine(fixture.Root, "Left"));

        var capture = await AutoCoreProcess.RunAsync(["capture", "--config", file]);
        var doctor = await AutoCoreProcess.RunAsync(["doctor", "--config", file]);

        Assert.Equal(2, capture.ExitCode);
        Assert.EndsWith("\tpermission=1\n", await File.ReadAllTextAsync(Path.Combine(fixture.DataDirectory, "capture", "round.tsv")), StringComparison.Ordinal);
        Assert.Single(fixture.Pictures());
        Assert.Contains(doctor.Output,
            l => l.StartsWith("critical", StringComparison.Ordinal) && l.Contains($"chown -R 1500: {fixture.Root}/Left", StringComparison.Ordinal));
        await using var find = new ChildProcess(new("find", [fixture.DataDirectory, "-user", "0"]));
        await find.WaitForExitAsync();
        Assert.Equal([Path.Combine(fixture.Root, "Left")], find.Output);
    }

    [Fact]
    public async Task StoringThatFailsInAnUnforeseenWay_IsThatPicturesFailure_AndGoesOn()
    {
        await using var fixture = new CaptureFixture();
        foreach (var name in new[] { "Farm/P1", "Farm/P2" })
            fixture.Farm.Add(name);
        var writer = fixture.Services.GetRequiredService<PictureWriter>();
        writer.EmptyIncoming();
        using var store = ActivatorUtilities.CreateInstance<PictureStore>(fixture.Services, new object[] { new IPictureObserver[] { new Stumbling() } });
        var running = store.RunAsync();

        var results = new List<CameraResult>();
        foreach (var camera in fixture.Services.GetRequiredService<CamerasOptions>().Sources)
            results.Add(await store.StoreAsync(new(camera, CaptureReason.None, "", 1, TimeSpan.Zero, null), Received(writer.NewTemporary())));
        store.Complete();
        await running;

        Assert.Equal([CaptureFault.Internal, CaptureFault.None], results.Select(r => r.Reason.Fault));
        Assert.Contains(nameof(KeyNotFoundException), results[0].Detail, StringComparison.Ordinal);
    }

    private static ReceivedPicture Received(string path)
    {
        File.WriteAllBytes(path, SmallPicture.Bytes);
        return new(path, SmallPicture.Bytes.Length, 96, 64, 1, Thumbnail.Dropped, DateTimeOffset.UtcNow, null);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        await using var process = new ChildProcess(new(program, arguments));
        Assert.Equal(0, await process.WaitForExitAsync());
    }

    private sealed class Stumbling : IPictureObserver
    {
        public void Observe(StoredPicture picture)
        {
            if (picture.Camera.Name == "P1")
                throw new KeyNotFoundException();
        }

        public IReadOnlyList<Measure> FinishRound() => [];

        public IReadOnlyList<Measure> Recall() => [];

        public IReadOnlyList<Measure> Describe(CameraOptions camera) => [];
    }
}
