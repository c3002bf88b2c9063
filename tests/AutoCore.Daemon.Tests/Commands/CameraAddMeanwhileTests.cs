using System.Text.Json;
using AutoCore.CameraFarm.Behaviour;
using AutoCore.Daemon.Tests.Cameras;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Commands;

/// <summary>Cameras that are added while others write the same list.</summary>
public sealed class CameraAddMeanwhileTests : IAsyncDisposable
{
    private readonly CaptureFixture _fixture = new();
    private readonly TemporaryFolder _folder = new();

    private string Settings => _folder["appsettings.json"];

    public async ValueTask DisposeAsync()
    {
        await _fixture.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>All said "added", and the list had the last one only.</summary>
    [Theory]
    [InlineData("cameras.csv")]
    [InlineData("cameras.json")]
    [InlineData(null)]
    public async Task SeveralAtOnce_AreAllThere_EachByANameOfItsOwn(string? list)
    {
        Write(list);
        var cameras = Enumerable.Range(0, 3).Select(i => _fixture.Farm.Add($"Shop/C{i}")).ToList();

        var results = await Task.WhenAll(cameras.Select(c => AddAsync(c.Url.ToString())));

        Assert.All(results, static r => Assert.True(r.ExitCode == 0, string.Join('\n', r.Errors)));
        Assert.Equal(["Home/P1", "Home/P2", "Home/P3"], (await LabelsAsync()).Order());
        Assert.Equal(["Home/P1", "Home/P2", "Home/P3"],
            results.SelectMany(static r => r.Output).Where(static l => l.Contains(": added ", StringComparison.Ordinal))
                .Select(static l => l.Split(": added ")[1]).Order());
        Assert.DoesNotContain(Directory.EnumerateFiles(_folder.Path), static f => f.EndsWith(".tmp", StringComparison.Ordinal)
            || f.EndsWith(".lock", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SameAddressTwiceAtOnce_IsAddedOnce_AndTheOtherIsToldByWhichName()
    {
        Write("cameras.csv");
        var camera = _fixture.Farm.Add("Shop/C0");

        var results = await Task.WhenAll(AddAsync(camera.Url.ToString()), AddAsync(camera.Url.ToString()));

        Assert.Equal([0, 1], results.Select(static r => r.ExitCode).Order());
        Assert.Contains("Home/P1 has this address already", Assert.Single(results.SelectMany(static r => r.Errors)), StringComparison.Ordinal);
        Assert.Equal(["Home/P1"], await LabelsAsync());
    }

    [Theory]
    [InlineData("cameras.csv", "Site,Name,Url\n", "Site,Name,Url\nHome,P1,http://10.0.0.9/x.jpg\n")]
    [InlineData("cameras.json", "[]", "[ { \"Site\": \"Home\", \"Name\": \"P1\", \"Url\": \"http://10.0.0.9/x.jpg\" } ] // by hand")]
    public async Task EditByHand_WhileTheCameraIsTried_IsKept(string list, string before, string edited)
    {
        _folder.Write(list, before);
        Write(list);
        var camera = _fixture.Farm.Add("Shop/C0", new Camera { Latency = Latency.Milliseconds(3000) });
        var adding = AddAsync(camera.Url.ToString());
        while (camera.Requests == 0 && !adding.IsCompleted)
            await Task.Delay(20, TestContext.Current.CancellationToken);

        File.WriteAllText(_folder[list], edited);
        var result = await adding;

        Assert.True(result.ExitCode == 0, string.Join('\n', result.Errors));
        Assert.Equal(["Home/P1", "Home/P2"], await LabelsAsync());
        if (edited.EndsWith("hand", StringComparison.Ordinal))
            Assert.EndsWith("// by hand", await File.ReadAllTextAsync(_folder[list], TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private void Write(string? list) => _folder.Write("appsettings.json", list is null
        ? $$"""{ "AutoCore": { "DataDirectory": "{{_folder["data"]}}" } }"""
        : $$"""{ "AutoCore": { "DataDirectory": "{{_folder["data"]}}", "Cameras": { "InventoryFile": "{{_folder[list]}}" } } }""");

    private Task<CommandResult> AddAsync(string url) => AutoCoreProcess.RunAsync(["cameras", "add", url, "--config", Settings]);

    private async Task<IReadOnlyList<string>> LabelsAsync()
    {
        var list = await AutoCoreProcess.RunAsync(["cameras", "list", "--json", "--config", Settings]);
        return [.. JsonDocument.Parse(string.Concat(list.Output)).RootElement.EnumerateArray()
            .Select(c => $"{c.GetProperty("site").GetString()}/{c.GetProperty("camera").GetString()}")];
    }
}
