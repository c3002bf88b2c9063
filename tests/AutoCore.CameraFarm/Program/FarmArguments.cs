using System.Net;
using System.Net.Sockets;
using AutoCore.CameraFarm.Behaviour;
using AutoCore.CameraFarm.Pictures;
using AutoCore.CameraFarm.Serving;

namespace AutoCore.CameraFarm.Program;

/// <summary>What the program was asked for on its command line.</summary>
internal sealed record FarmArguments
{
    public const string Usage = """
        camera-farm --list | --onvif [--address A] [--port P] | [--cameras N] [--demo | --all | --preset NAME] [--latency MS] [--hosts N] [--address A] [--port P] [--size WxH] [--inventory FILE] [--secrets FILE]
          plays N cameras (12) on the loopback address, or on IPv4 address A, until it is told to stop
          --list        names the behaviours and the verdict expected of each, and ends
          --onvif       plays ONVIF devices instead, one of each kind, on address A (127.0.0.1) and those after it, each at port P (80)
          --demo        a few of them misbehave
          --all         one camera of each behaviour instead
          --preset      all of this one behaviour
          --latency     milliseconds until each camera's first byte (0); not with --all
          --inventory   writes the daemon's inventory file
          --secrets     writes the cameras' passwords, as the daemon's SecretsFile
        """;

    public bool List { get; init; }

    public bool Onvif { get; init; }

    public int Cameras { get; init; } = 12;

    public bool Demo { get; init; }

    public bool All { get; init; }

    public string Preset { get; init; } = "plain";

    public int LatencyMilliseconds { get; init; }

    public string? InventoryFile { get; init; }

    public string? SecretsFile { get; init; }

    public FarmOptions Options { get; init; } = new();

    /// <exception cref="FormatException">Wrong usage, with the reason.</exception>
    public static FarmArguments Parse(string[] arguments)
    {
        var parsed = new FarmArguments();
        for (var i = 0; i < arguments.Length; i++)
        {
            var name = arguments[i];
            parsed = name switch
            {
                "--list" => parsed with { List = true },
                "--onvif" => parsed with { Onvif = true },
                "--demo" => parsed with { Demo = true },
                "--all" => parsed with { All = true },
                _ when i + 1 < arguments.Length => parsed.With(name, arguments[++i]),
                _ => throw new FormatException($"{name}: unknown, or its value is missing"),
            };
        }

        return parsed;
    }

    private FarmArguments With(string name, string value) => name switch
    {
        "--cameras" => this with { Cameras = Number(name, value) },
        "--preset" when Presets.All.Any(preset => preset.Name == value) => this with { Preset = value },
        "--preset" => throw new FormatException($"--preset: one of {string.Join(", ", Presets.All.Select(preset => preset.Name))}"),
        "--latency" => this with { LatencyMilliseconds = Number(name, value) },
        "--hosts" => this with { Options = Options with { Hosts = Number(name, value) } },
        "--address" when IPAddress.TryParse(value, out var address) && address.AddressFamily == AddressFamily.InterNetwork =>
        this with { Options = Options with { Address = address } },
        "--address" => throw new FormatException($"--address: '{value}' is not an IPv4 address"),
        "--port" => this with { Options = Options with { Port = Number(name, value) } },
        "--size" => this with { Options = Options with { Pictures = Size(value) } },
        "--inventory" => this with { InventoryFile = value },
        "--secrets" => this with { SecretsFile = value },
        _ => throw new FormatException($"{name}: unknown"),
    };

    private static int Number(string name, string value) =>
        int.TryParse(value, out var number) && number >= 0 ? number : throw new FormatException($"{name}: '{value}' is not a number");

    private static PictureOptions Size(string value)
    {
        var parts = value.Split('x');
        if (parts.Length != 2) throw new FormatException($"--size: '{value}' is not WIDTHxHEIGHT");
        return new PictureOptions { Width = Number("--size", parts[0]), Height = Number("--size", parts[1]) };
    }
}
