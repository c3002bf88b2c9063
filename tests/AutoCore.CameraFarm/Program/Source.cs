using System.Text.Encodings.Web;
using System.Text.Json;
using AutoCore.CameraFarm.Behaviour;
using AutoCore.CameraFarm.Serving;

namespace AutoCore.CameraFarm.Program;

/// <summary>One camera as the daemon's inventory file has it.</summary>
public sealed record Source(string Site, string Name, string Url, string Auth, string? UserName, string? PasswordKey)
{
    private static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Of a camera whose name is <c>Site/Name</c>.</summary>
    public static Source Of(FarmCamera camera, string passwordKey = Credentials.PasswordKey)
    {
        var slash = camera.Name.LastIndexOf('/');
        var authentication = camera.Behaviour.Authentication;
        return new Source(
            slash < 0 ? "Farm" : camera.Name[..slash],
            camera.Name[(slash + 1)..],
            camera.Url.OriginalString,
            authentication?.Kind ?? "none",
            authentication?.UserName,
            authentication is null ? null : passwordKey);
    }

    public static string ToJson(IEnumerable<Source> sources) => JsonSerializer.Serialize(sources, Format);
}
