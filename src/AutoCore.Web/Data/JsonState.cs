namespace AutoCore.Web.Data;

/// <summary>Reads single values of the daemon's flat JSON objects; what is missing or of another kind is null.</summary>
internal static class JsonState
{
    public static string? Text(this JsonElement state, string key) =>
        state.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public static double? Number(this JsonElement state, string key) =>
        state.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

    /// <summary>Unix seconds as a time.</summary>
    public static DateTimeOffset? Time(this JsonElement state, string key) =>
        state.Number(key) is >= 0 and < 253_402_300_800 and var seconds ? DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds * 1000)) : null;
}
