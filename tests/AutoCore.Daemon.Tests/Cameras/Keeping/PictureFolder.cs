using System.Runtime.InteropServices;
using AutoCore.Core;
using AutoCore.Core.Cameras;
using AutoCore.Core.Health;
using AutoCore.Daemon.Cameras.Keeping;
using AutoCore.Daemon.Storage;
using AutoCore.Policies.Cameras;
using AutoCore.Policies.Clock;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Cameras.Keeping;

/// <summary>A folder of pictures on a real file system, with a clock that stands at noon of 2026-03-20.</summary>
internal sealed partial class PictureFolder : IDisposable
{
    private readonly TemporaryFolder _data = new();

    public PictureFolder()
    {
        Board = new(Time);
        Board.PostFact(ClockVerdict.Believed);
        Directory.CreateDirectory(Root);
    }

    public TestClock Time { get; } = new(new(2026, 3, 20, 12, 0, 0, TimeSpan.Zero));

    public HealthBoard Board { get; }

    public string Root => _data["cameras"];

    public string Data => _data.Path;

    public string this[string relative] => Path.Combine(Root, relative);

    /// <summary>Settings as a user would write them, in <c>AutoCore:Cameras</c>.</summary>
    public CamerasOptions Options(string cameras = "{}")
    {
        var file = _data.Write("appsettings.json", $$"""{ "AutoCore": { "DataDirectory": "{{_data.Path}}", "Cameras": {{cameras}} } }""");
        var settings = LoadedSettings.Load(file, new System.Collections.Hashtable());
        Assert.Empty(settings.Report.Errors);
        return settings.Options.Cameras;
    }

    public PictureKeeper Keeper(string cameras = "{}") => new(Options(cameras), new("node", Data, "secrets"), new([], () => new([])), Board, Time);

    /// <summary>Writes a picture; its text makes it differ from others.</summary>
    public string Add(string relative, string? text = null)
    {
        var path = this[relative];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text ?? relative);
        return path;
    }

    /// <summary>Pictures of an organized day at 06:00 and 18:00, and <c>latest</c> to the newest.</summary>
    public void AddDay(string site, DateOnly day, params IEnumerable<string> cameras)
    {
        foreach (var camera in cameras)
        {
            foreach (var hour in new[] { 6, 18 })
                AddWithLatest(site, camera, day.ToDateTime(new(hour, 0)));
        }
    }

    public void AddWithLatest(string site, string camera, DateTime taken)
    {
        var path = PictureNames.PathOf(StorageMode.Organized, site, camera, taken);
        Add(path);
        var latest = this[PictureNames.LatestOf(site, camera)];
        Directory.CreateDirectory(Path.GetDirectoryName(latest)!);
        File.Delete(latest);
        File.CreateSymbolicLink(latest, PictureNames.LatestTarget(path));
    }

    /// <summary>A second name of the same file.</summary>
    public void Link(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[to])!);
        Assert.Equal(0, HardLink(this[from], this[to]));
    }

    /// <summary>Every file and link below the pictures' folder.</summary>
    public IReadOnlyList<string> Files() =>
        [.. Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Root, f)).Order(StringComparer.Ordinal)];

    /// <summary>Plans and runs a step; the paths that it planned and those that it said it removed.</summary>
    public async Task<(IReadOnlyList<CleanupItem> Planned, IReadOnlyList<CleanupItem> Removed)> RunAsync(ICleanupStep step, CleanupRequest? request = null)
    {
        request ??= new(CleanupReason.ByHand, Time.GetUtcNow());
        var plan = await step.PlanAsync(request, CancellationToken.None);
        var planned = plan.Items.ToList();
        var removed = new List<CleanupItem>();
        await step.RunAsync(plan, removed.Add, CancellationToken.None);
        return (planned, removed);
    }

    public void Dispose() => _data.Dispose();

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int HardLink(string from, string to);
}
