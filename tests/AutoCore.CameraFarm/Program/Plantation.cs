using System.Text;
using AutoCore.CameraFarm.Behaviour;
using AutoCore.CameraFarm.Serving;

namespace AutoCore.CameraFarm.Program;

/// <summary>Puts the program's cameras into a farm.</summary>
internal static class Plantation
{
    private const int CamerasPerSite = 3;

    private static readonly string[] SiteNames =
    [
        "Aguas_Claras_Castaneiras", "Taguatinga_Centro", "Ceilandia_Norte", "Guara_II", "Samambaia_Sul", "Gama_Leste", "Sobradinho_Serra", "Planaltina_Lago",
    ];

    /// <summary>The demo's faults by the camera's number; the other cameras are without fault.</summary>
    private static readonly Dictionary<int, string> DemoPresets = new()
    {
        [1] = "basic",
        [3] = "busy-once",
        [4] = "truncated",
        [6] = "html-page",
        [7] = "zeroed-block",
        [9] = "status-404",
        [11] = "frozen",
    };

    public static IReadOnlyList<(FarmCamera Camera, Preset Preset)> Plant(Farm farm, FarmArguments arguments) =>
        arguments.All
            ? [.. Presets.All.Select(preset => (farm.Add($"Farm/{preset.Name}", preset.Create()), preset))]
            : [.. Enumerable.Range(0, arguments.Cameras).Select(number => Plant(farm, arguments, number))];

    /// <summary>Writes <c>KEY='VALUE'</c> lines, for the daemon as for a shell, that only the owner can read.</summary>
    public static void WriteSecrets(string path)
    {
        using var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        foreach (var (key, value) in Credentials.Secrets) file.Write(Encoding.UTF8.GetBytes($"{key}='{value}'\n"));
    }

    private static (FarmCamera Camera, Preset Preset) Plant(Farm farm, FarmArguments arguments, int number)
    {
        var preset = Presets.Named(arguments.Demo ? DemoPresets.GetValueOrDefault(number, "plain") : arguments.Preset);
        var behaviour = preset.Create();
        if (arguments.LatencyMilliseconds > 0) behaviour = behaviour with { Latency = Latency.Milliseconds(arguments.LatencyMilliseconds) };
        return (farm.Add($"{SiteName(number / CamerasPerSite)}/P{(number % CamerasPerSite) + 1}", behaviour, number % arguments.Options.Hosts), preset);
    }

    private static string SiteName(int site) => site < SiteNames.Length ? SiteNames[site] : $"Site_{site + 1:000}";
}
