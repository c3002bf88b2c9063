using AutoCore.Policies.Cameras;

namespace AutoCore.Policies.Mqtt;

/// <summary>What a request says beyond its verb: foreign bytes, of which only what fits is taken.</summary>
/// <param name="Site">The site that is meant, or null: all.</param>
/// <param name="Camera">The camera's name within it, or null: all of the site.</param>
public sealed record RequestArguments(string? Site, string? Camera)
{
    /// <summary>A request is no longer than this, in bytes.</summary>
    public const int MostBytes = 4096;

    private const int LongestTransaction = 64;

    /// <summary>A request that says nothing.</summary>
    public static RequestArguments None { get; } = new(null, null);

    /// <summary>A short text or a number that comes back with the answer, or null.</summary>
    public JsonElement? Transaction { get; private init; }

    /// <summary>Why the request cannot be carried out, or null.</summary>
    public string? Problem { get; private init; }

    /// <summary>Reads a payload. One that is no JSON object says nothing; one that begins as an object and is none, or whose names are none, must not be taken
    /// for a request that means everything.</summary>
    public static RequestArguments Parse(ReadOnlyMemory<byte> payload)
    {
        if (payload.Length > MostBytes)
            return None with { Problem = $"the request has {payload.Length} bytes, {MostBytes} are read at most" };
        // Files that Windows wrote begin so.
        if (payload.Span.StartsWith("\uFEFF"u8))
            payload = payload["\uFEFF"u8.Length..];
        try
        {
            using var request = JsonDocument.Parse(payload);
            return request.RootElement.ValueKind == JsonValueKind.Object ? Parse(request.RootElement) : None;
        }
        catch (JsonException)
        {
            return payload.Span.TrimStart(" \t\r\n"u8) is [(byte)'{', ..]
                ? None with { Problem = "the request is no JSON object: look at its commas and quotation marks" } : None;
        }
    }

    private static RequestArguments Parse(JsonElement request)
    {
        var (site, camera) = (NameOf(request, "site"), NameOf(request, "camera"));
        return new(site.Name, camera.Name)
        {
            Transaction = TransactionOf(request),
            Problem = site.Problem ?? camera.Problem
                ?? (camera.Name is not null && site.Name is null ? "camera is given and site is not: give both, or the site alone" : null),
        };
    }

    private static (string? Name, string? Problem) NameOf(JsonElement request, string key)
    {
        if (!request.TryGetProperty(key, out var given))
            return default;
        return TextOf(given) is { Length: > 0 } name && PictureNames.IsSafe(name) ? (name, null)
            : (null, $"{key} is no name: give a text of at most {PictureNames.LongestName} bytes, as in the settings, or leave {key} out");
    }

    private static JsonElement? TransactionOf(JsonElement request) =>
        request.TryGetProperty("transaction", out var given) && given.GetRawText().Length <= LongestTransaction
        && (given.ValueKind == JsonValueKind.Number || TextOf(given) is not null) ? given.Clone() : null;

    private static string? TextOf(JsonElement given)
    {
        try
        {
            return given.ValueKind == JsonValueKind.String ? given.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // Text that is no Unicode is found only when it is read.
            return null;
        }
    }
}
