using System.Globalization;
using AutoCore.CameraFarm.Behaviour;
using AutoCore.CameraFarm.Program;
using AutoCore.CameraFarm.Serving;
using AutoCore.Testing;

namespace AutoCore.Benchmarks.Cameras;

/// <summary>A farm with a latency for each camera, and the commands that capture it.</summary>
internal sealed class RoundFixture : IAsyncDisposable
{
    /// <summary>Debian's, which has Debian's packages.</summary>
    public const string Python = "/usr/bin/python3";

    private const string PythonScript =
        """
        import io, os, sys
        from concurrent.futures import ThreadPoolExecutor
        import requests
        from PIL import Image
        urls = [line.strip() for line in open(sys.argv[1])]
        session = requests.Session()
        session.mount('http://', requests.adapters.HTTPAdapter(pool_maxsize=10))
        def capture(item):
            number, url = item
            for attempt in range(3):
                answer = session.get(url, timeout=30)
                try:
                    Image.open(io.BytesIO(answer.content)).load()
                except Exception:
                    continue
                with open(os.path.join(sys.argv[2], f'{number}.jpg'), 'wb') as file:
                    file.write(answer.content)
                return True
            return False
        with ThreadPoolExecutor(10) as pool:
            print(sum(pool.map(capture, enumerate(urls))))
        """;

    /// <summary>What the native form is called, if <c>make native</c> has left one.</summary>
    public const string NativeName = "the same, native";

    private static readonly string Native = Repository.Combine("artifacts", "native", "autocore");

    private readonly TemporaryFolder _folder = new();
    private readonly Farm _farm = Farm.Start();

    private RoundFixture()
    {
    }

    /// <summary>Where the commands run.</summary>
    public string Folder => _folder.Path;

    /// <summary>The program's data directory.</summary>
    public string Data => _folder["data"];

    /// <summary>What is compared, the program first.</summary>
    public (string Name, string[] Command)[] Contenders { get; private set; } = [];

    /// <summary>How long the program's last round took by its own account.</summary>
    public double RoundSeconds => RoundSecondsOf(Data);

    /// <summary>Cameras that send the farm's own pictures.</summary>
    /// <param name="latencies">Of each, milliseconds until its first byte.</param>
    public static RoundFixture Start(IReadOnlyList<int> latencies)
    {
        var fixture = new RoundFixture();
        fixture._farm.Pictures.Warm();
        for (var i = 0; i < latencies.Count; i++)
            fixture._farm.Add(NameOf(i), new Camera { Latency = Latency.Milliseconds(latencies[i]) });
        fixture.Contenders = fixture.Prepare();
        return fixture;
    }

    /// <summary>Cameras of which each sends a picture of its own.</summary>
    /// <param name="cameras">Of each, milliseconds until its first byte, and what it sends.</param>
    public static RoundFixture Start(IReadOnlyList<(int Latency, byte[] Picture)> cameras)
    {
        var fixture = new RoundFixture();
        foreach (var (i, (latency, picture)) in cameras.Index())
            fixture._farm.Add(NameOf(i), new Camera { Latency = Latency.Milliseconds(latency), Damage = _ => picture });
        fixture.Contenders = fixture.Prepare();
        return fixture;
    }

    /// <summary>How long the last round in a data directory took, from its first request to the last picture on the disk.</summary>
    public static double RoundSecondsOf(string data)
    {
        const int tookMilliseconds = 6;
        var end = File.ReadLines(Path.Combine(data, "capture", "round.tsv")).Last(line => line.StartsWith("end\t", StringComparison.Ordinal));
        return double.Parse(end.Split('\t')[tookMilliseconds], CultureInfo.InvariantCulture) / 1000;
    }

    public async ValueTask DisposeAsync()
    {
        await _farm.DisposeAsync();
        _folder.Dispose();
    }

    private static string NameOf(int i) => $"Site_{i / 3}/P{(i % 3) + 1}";

    private (string Name, string[] Command)[] Prepare()
    {
        var folder = Folder;
        var urls = _farm.Cameras.Select(c => c.Url.AbsoluteUri).ToList();
        File.WriteAllText(Path.Combine(folder, "inventory.json"), Source.ToJson(_farm.Cameras.Select(c => Source.Of(c))));
        foreach (var form in (string[])["data", "native"])
        {
            File.WriteAllText(Path.Combine(folder, $"{form}.json"),
                $$"""{ "AutoCore": { "DataDirectory": "{{folder}}/{{form}}", "Cameras": { "InventoryFile": "{{folder}}/inventory.json", "DelayBetweenCameras": "00:00:00", "FirstByteTimeout": "00:00:20" } } }""");
        }
        File.WriteAllLines(Path.Combine(folder, "urls"), urls);
        File.WriteAllText(Path.Combine(folder, "capture.py"), PythonScript);
        File.WriteAllLines(Path.Combine(folder, "curl"), urls.SelectMany((url, i) => new[] { $"url = {url}", $"output = {folder}/curl-{i}.jpg" }));
        File.WriteAllLines(Path.Combine(folder, "aria"), urls.SelectMany((url, i) => new[] { url, $"  out=aria-{i}.jpg" }));
        Directory.CreateDirectory(Path.Combine(folder, "python"));
        return
        [
            ("`autocore capture`", [Program, "capture", "--config", $"{folder}/data.json"]),
            .. File.Exists(Native) ? [(NativeName, new[] { Native, "capture", "--config", $"{folder}/native.json" })] : Array.Empty<(string, string[])>(),
            ("Python, ThreadPoolExecutor(10), requests, Pillow", [Python, $"{folder}/capture.py", $"{folder}/urls", $"{folder}/python"]),
            ("`aria2c -j10`", ["aria2c", "-j10", "-x1", "-q", "--allow-overwrite=true", "-d", folder, "-i", $"{folder}/aria"]),
            ("`curl --parallel --parallel-max 10`", ["curl", "-s", "--parallel", "--parallel-max", "10", "-K", $"{folder}/curl"]),
        ];
    }

    /// <summary>The program as <c>make build</c> leaves it, else as it was built beside this one.</summary>
    private static string Program
    {
        get
        {
            var artifacts = Repository.Combine("artifacts");
            var built = Path.Combine(artifacts, "autocore", "autocore");
            return File.Exists(built) ? built
                : Path.Combine(artifacts, "bin", "AutoCore.Daemon", Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), "autocore");
        }
    }
}
