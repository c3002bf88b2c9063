using AutoCore.Policies.Cameras;
using AutoCore.Policies.Configuration;
using AutoCore.Policies.Hosting;

namespace AutoCore.Policies.Mqtt;

/// <summary>What a request says beyond its verb: foreign bytes, of which only what fits is taken.</summary>
/// <param name="Site">The site that is meant, or null: all.</param>
/// <param name="Camera">The camera's name within it, or null: all of the site.</param>
public sealed record RequestArguments(string? Site, string? Camera)
{
    /// <summary>A request is no longer than this, in bytes.</summary>
    public const int MostBytes = 4096;

    private const int LongestTransaction = 64;

    private static readonly string[] Keys = ["site", "camera", "transaction"];

    /// <summary>A request that says nothing.</summary>
    public static RequestArguments None { get; } = new(null, null);

    /// <summary>A short text or a number that comes back with the answer, or null.</summary>
    public JsonElement? Transaction { get; private init; }

    /// <summary>Why the request cannot be carried out, or null.</summary>
    public string? Problem { get; private init; }

    /// <summary>Reads a payload. An empty one says nothing; one that is no JSON object, blanks alone included, or whose keys or names are none, must not be taken for a request that
    /// means everything.</summary>
    public static RequestArguments Parse(ReadOnlyMemory<byte> payload)
    {
        if (payload.IsEmpty)
            return None;
        if (payload.Length > MostBytes)
            return None with { Problem = $"the request has {payload.Length} bytes, {MostBytes} are read at most" };
        // Files that Windows wrote begin so.
        if (payload.Span.StartsWith("\uFEFF"u8))
            payload = payload["\uFEFF"u8.Length..];
        if (payload.Span.Trim(" \t\r\n"u8).IsEmpty)
            return None with { Problem = "the request is no JSON object but blanks alone: send {}, or nothing at all, for all of them" };
        // Of Windows' other form every second byte is zero, or its mark stands before it.
        if (payload.Span is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] or [not 0, 0, ..] or [0, not 0, ..])
            return None with { Problem = "the request is in UTF-16: send it as UTF-8" };
        try
        {
            using var request = JsonDocument.Parse(payload);
            return request.RootElement.ValueKind == JsonValueKind.Object ? Parse(request.RootElement)
                : None with { Problem = "the request is no JSON object: send {\"site\": …, \"camera\": …}, or nothing for all of them" };
        }
        catch (JsonException)
        {
            return None with { Problem = "the request is no JSON object: look at its commas and quotation marks, or send nothing for all cameras" };
        }
    }

    private static RequestArguments Parse(JsonElement request)
    {
        var (site, camera) = (NameOf(request, "site"), NameOf(request, "camera"));
        return new(site.Name, camera.Name)
        {
            Transaction = TransactionOf(request),
            Problem = site.Problem ?? camera.Problem ?? FindMisspelt(request)
                ?? (camera.Name is not null && site.Name is null ? "camera is given and site is not: give both, or the site alone" : null),
        };
    }

    /// <summary>A key that was probably meant for one of ours: whoever names a camera by it does not mean all. Others are for the sender's own use.</summary>
    private static string? FindMisspelt(JsonElement request)
    {
        foreach (var key in request.EnumerateObject().Select(KeyOf).Where(static k => k is not null && !Keys.Contains(k, StringComparer.OrdinalIgnoreCase)))
        {
            if (NearestName.Find(key!, Keys) is { } meant)
                return $"{SafeText.Of(key!, LongestTransaction)} is no key: did you mean {meant}?";
        }
        return null;
    }

    private static string? KeyOf(JsonProperty property)
    {
        try
        {
            return property.Name is { Length: <= LongestTransaction } name ? name : null;
        }
        catch (InvalidOperationException)
        {
            // Text that is no Unicode is found only when it is read.
            return null;
        }
    }

    private static JsonElement? Find(JsonElement request, string key)
    {
        JsonElement? found = null;
        foreach (var property in request.EnumerateObject())
        {
            if (key.Equals(KeyOf(property), StringComparison.OrdinalIgnoreCase))
                found = property.Value;
        }
        return found;
    }

    private static (string? Name, string? Problem) NameOf(JsonElement request, string key)
    {
        if (Find(request, key) is not { } given)
            return default;
        return TextOf(given) is { Length: > 0 } name && PictureNames.IsSafe(name) ? (name, null)
            : (null, $"{key} is no name: give a text of at most {PictureNames.LongestName} bytes, as in the settings, or leave {key} out");
    }

    private static JsonElement? TransactionOf(JsonElement request) =>
        Find(request, "transaction") is { } given && given.GetRawText().Length <= LongestTransaction
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
