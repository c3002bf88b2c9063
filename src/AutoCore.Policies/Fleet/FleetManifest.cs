using System.Security.Cryptography;

namespace AutoCore.Policies.Fleet;

/// <summary>What is told of a camera list before its parts are read.</summary>
/// <param name="Version">Higher than that of every list before it.</param>
/// <param name="Cameras">Cameras of the list.</param>
/// <param name="Parts">Messages that it is split into.</param>
/// <param name="Bytes">Length of all parts.</param>
/// <param name="Sha256">Of all parts one after another, 64 hex digits.</param>
/// <param name="Roster">The nodes that were there when it was published, in the order of their seats.</param>
public sealed record FleetManifest(long Version, int Cameras, int Parts, long Bytes, string Sha256, IReadOnlyList<FleetMember> Roster)
{
    /// <summary>A part at most: what the narrowest brokers take in one message (128 KB), with room for its head.</summary>
    public const int LargestPart = 64 * 1024;

    /// <summary>A list at most.</summary>
    public const long LargestList = 64L * 1024 * 1024;

    /// <summary>This message itself at most.</summary>
    public const int Largest = 512 * 1024;

    /// <summary>Cameras of a list at most.</summary>
    public const int MostCameras = 500_000;

    /// <summary>Longest name of a node.</summary>
    public const int LongestName = 256;

    /// <summary>Writes the message, signed if there is a key.</summary>
    public byte[] Compose(DateTimeOffset now, string? key)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteNumber("ts", now.ToUnixTimeSeconds());
            json.WriteNumber("version", Version);
            json.WriteNumber("cameras", Cameras);
            json.WriteNumber("parts", Parts);
            json.WriteNumber("bytes", Bytes);
            json.WriteString("sha256", Sha256);
            json.WriteStartArray("nodes");
            foreach (var assignment in Roster)
            {
                json.WriteStartArray();
                json.WriteStringValue(assignment.Name);
                json.WriteNumberValue(assignment.Capacity);
                json.WriteEndArray();
            }
            json.WriteEndArray();
            if (key is not null)
                json.WriteString("hmac", Sign(key));
            json.WriteEndObject();
        }
        return stream.ToArray();
    }

    /// <summary>Reads the message, which anybody may have written.</summary>
    /// <param name="payload">The message.</param>
    /// <param name="key">The secret of the fleet, or null: none is asked for.</param>
    /// <returns>The manifest, or what is wrong with it.</returns>
    public static (FleetManifest? Manifest, string? Problem) Read(ReadOnlyMemory<byte> payload, string? key)
    {
        if (payload.Length > Largest)
            return (null, $"it is longer than {Largest} bytes");
        try
        {
            using var document = JsonDocument.Parse(payload, new JsonDocumentOptions { MaxDepth = 4 });
            var manifest = Read(document.RootElement);
            return manifest.FindProblem() is { } problem ? (null, problem)
                : key is not null && !manifest.IsSignedBy(key, document.RootElement.TryGetProperty("hmac", out var hmac) ? hmac.GetString() : null)
                    ? (null, "its signature is missing or wrong: publish it with the secret that Fleet:KeyName names")
                    : (manifest, null);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or IndexOutOfRangeException)
        {
            return (null, "it is not what autocore fleet publish writes");
        }
    }

    private static FleetManifest Read(JsonElement json) => new(
        json.GetProperty("version").GetInt64(), json.GetProperty("cameras").GetInt32(), json.GetProperty("parts").GetInt32(), json.GetProperty("bytes")
        .GetInt64(),
        json.GetProperty("sha256").GetString()
        ?? "", [.. json.GetProperty("nodes").EnumerateArray().Select(n => new FleetMember(n[0].GetString() ?? "", n[1].GetDouble()))]);

    private string? FindProblem()
    {
        if (Version <= 0 || Cameras is < 0 or > MostCameras || Bytes is < 0 or > LargestList || Parts is < 0 or > MostCameras
            || (long)Parts * LargestPart < Bytes)
        {
            return $"its figures are beyond the limits ({MostCameras} cameras, {LargestList} bytes, {LargestPart} bytes a part)";
        }
        if (Sha256.Length != 64 || !Sha256.All(char.IsAsciiHexDigitLower))
            return "its checksum is none";
        if (Roster.Count > MembershipPolicy.MostNodes || Roster.Any(s => !IsName(s.Name) || !FleetMember.IsCapacity(s.Capacity))
            || Roster.DistinctBy(s => s.Name).Count() != Roster.Count)
        {
            return "its nodes have impossible names or capacities";
        }
        return null;
    }

    /// <summary>Whether a node may be called so: one level of a topic.</summary>
    public static bool IsName(string name) => name.Length is > 0 and <= LongestName && !name.Any(c => c is '/' or '+' or '#' || char.IsControl(c));

    private string Sign(string key)
    {
        var text =
            string.Create(
            CultureInfo.InvariantCulture,
            $"autocore-fleet-list\n{Version}\n{Cameras}\n{Parts}\n{Bytes}\n{Sha256}\n{string.Join('\n', Roster.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Name}\t{s.Capacity:R}")))}");
        return Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(text)));
    }

    private bool IsSignedBy(string key, string? signature) =>
        signature is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Sign(key)), Encoding.UTF8.GetBytes(signature));
}
