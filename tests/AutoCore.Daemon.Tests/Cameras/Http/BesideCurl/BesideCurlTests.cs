using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using AutoCore.CameraFarm.Behaviour;
using AutoCore.Daemon.Tests.Cameras.Fence;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Cameras.Http.BesideCurl;

/// <summary>All ways to answer, asked for once by curl and once by the program, each at a host of its own.</summary>
public sealed class CurlRun : IAsyncLifetime
{
    private const int AtOnce = 4;

    private readonly Dictionary<string, Outcome> _outcomes = new(StringComparer.Ordinal);

    internal Outcome this[string name] => _outcomes[name];

    public async ValueTask InitializeAsync()
    {
        var rows = WireRows.All;
        using var folder = new TemporaryFolder();
        var byCurl = new Got[rows.Count];
        await Parallel.ForAsync(0, rows.Count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (i, token) => byCurl[i] = await AskCurlAsync(rows[i], folder[$"{i}.jpg"], token));

        await using var fixture = new CaptureFixture();
        fixture.Settings["RetryAttempts"] = 1;
        fixture.Settings["FirstByteTimeout"] = "00:00:03";
        fixture.Settings["ImageTimeout"] = "00:00:05";
        var hosts = rows.Select(r => new ScriptedHost(r.Answer)).ToList();
        foreach (var (i, row) in rows.Index())
        {
            fixture.Farm.Add($"S/P{i}");
            fixture.CameraSettings[$"S/P{i}"] = new JsonObject
            {
                ["Url"] = $"http://{hosts[i].Authority}/snap.jpg",
                ["Auth"] = row.Auth,
                ["UserName"] = "viewer",
                ["PasswordKey"] = Credentials.PasswordKey
            };
        }
        foreach (var result in (await fixture.RunAsync()).Results)
        {
            var i = int.Parse(result.Camera.Name.AsSpan(1), CultureInfo.InvariantCulture);
            var file = Path.Combine(fixture.Root, "S", "latest", $"{result.Camera.Name}.jpg");
            var has = IsPicture(file);
            _outcomes.Add(rows[i].Name, new(byCurl[i], has, result.Reason.Word, result.Detail));
        }
        hosts.ForEach(h => h.Dispose());
    }

    public ValueTask DisposeAsync() => default;

    private static async Task<Got> AskCurlAsync(WireRow row, string file, CancellationToken cancellationToken)
    {
        using var host = new ScriptedHost(row.Answer);
        var start = new ProcessStartInfo("curl") { RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in new[] { "--disable", "--silent", "--show-error", "--fail", "--noproxy", "*", "--max-time", "3", "--output", file })
            start.ArgumentList.Add(argument);
        if (row.Auth == "auto")
        {
            foreach (var argument in new[] { "--anyauth", "--user", $"viewer:{Credentials.Password}" })
                start.ArgumentList.Add(argument);
        }
        start.ArgumentList.Add($"http://{host.Authority}/snap.jpg");
        using var curl = Process.Start(start)!;
        var problem = await curl.StandardError.ReadToEndAsync(cancellationToken);
        await curl.WaitForExitAsync(cancellationToken);
        var has = curl.ExitCode == 0 && IsPicture(file);
        return new(has, $"exit {curl.ExitCode}, {problem.Trim()}");
    }

    private static bool IsPicture(string file) => File.Exists(file) && File.ReadAllBytes(file).AsSpan().SequenceEqual(SmallPicture.Bytes);

    /// <summary>What curl got.</summary>
    internal sealed record Got(bool HasPicture, string Says);

    /// <summary>What both got.</summary>
    internal sealed record Outcome(Got Curl, bool HasPicture, string Word, string Detail);
}

/// <summary>No whole picture is lost that curl gets without following redirects, and each odd answer has the reason that it should have.</summary>
public sealed class BesideCurlTests(CurlRun run) : IClassFixture<CurlRun>
{
    public static TheoryData<string> Names => [.. WireRows.All.Select(r => r.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Answer_IsReadAtLeastAsKindlyAsCurlReadsIt(string name)
    {
        var row = WireRows.All.Single(r => r.Name == name);
        var outcome = run[name];

        Assert.True(outcome.HasPicture || !outcome.Curl.HasPicture || row.ByDesign is not null,
            $"curl has the picture, the program says {outcome.Word} ({outcome.Detail})");
        Assert.True(outcome.Word == row.Word && outcome.HasPicture == (row.Word == "ok"),
            $"{outcome.Word} ({outcome.Detail}); curl: {outcome.Curl.HasPicture}, {outcome.Curl.Says}");
    }

    [Fact]
    public void Table_HoldsWhatCurlTakes_AndWhatItRefuses()
    {
        var taken = WireRows.All.Count(r => run[r.Name].Curl.HasPicture);

        // A curl that takes all or nothing would compare nothing.
        Assert.InRange(taken, WireRows.All.Count / 3, WireRows.All.Count - 20);
        // What is refused by design is what curl takes: else the remark is of no use.
        Assert.All(WireRows.All.Where(r => r.ByDesign is not null), r => Assert.True(run[r.Name].Curl.HasPicture, r.Name));
    }
}
