using System.Buffers.Text;

namespace AutoCore.Policies.Telemetry;

/// <summary>One value that a device published: a number or a short text.</summary>
/// <param name="Key">The name within the message; <c>value</c> if the message is a bare one.</param>
/// <param name="Value">A <see cref="double"/> or a <see cref="string"/>.</param>
public readonly record struct DeviceValue(string Key, object Value);

/// <summary>Reads what devices publish: a JSON object (nested keys joined by dots), a bare number, or a short bare text.</summary>
public static class DevicePayload
{
    /// <summary>The name of a message's only value.</summary>
    public const string BareKey = "value";

    private const int LongestMessage = 65_536;
    private const int LongestText = 256;
    private const int LongestKey = 256;
    private const int MostValues = 64;
    private const int DeepestObject = 8;

    /// <summary>Reads the values of a message; flags become 0 and 1; nulls, lists, and what has a name of more than 256 characters are left out.</summary>
    /// <returns>The values, or null if the message is none that telemetry understands.</returns>
    public static IReadOnlyList<DeviceValue>? TryRead(ReadOnlySpan<byte> payload)
    {
        if (payload.Length is 0 or > LongestMessage)
            return null;
        if (Utf8Parser.TryParse(payload, out double number, out var read) && read == payload.Length)
            return double.IsFinite(number) ? [new(BareKey, number)] : null;
        return payload.TrimStart(" \t\r\n"u8) is [(byte)'{', ..] ? ReadObject(payload) : ReadText(payload);
    }

    private static List<DeviceValue>? ReadObject(ReadOnlySpan<byte> payload)
    {
        var values = new List<DeviceValue>();
        var json = new Utf8JsonReader(payload, new JsonReaderOptions { MaxDepth = DeepestObject });
        try
        {
            json.Read();
            ReadMembers(ref json, "", values);
            // Anything behind the object makes the message one that is not understood.
            json.Read();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
        return values.Count is > 0 and <= MostValues ? values : null;
    }

    private static void ReadMembers(ref Utf8JsonReader json, string prefix, List<DeviceValue> values)
    {
        while (json.Read() && json.TokenType != JsonTokenType.EndObject)
        {
            var key = prefix + json.GetString();
            json.Read();
            switch (json.TokenType)
            {
                case var _ when key.Length > LongestKey:
                    json.Skip();
                    break;
                case JsonTokenType.StartObject:
                    ReadMembers(ref json, $"{key}.", values);
                    break;
                case JsonTokenType.StartArray:
                    json.Skip();
                    break;
                case JsonTokenType.True or JsonTokenType.False:
                    values.Add(new(key, json.GetBoolean() ? 1.0 : 0.0));
                    break;
                case JsonTokenType.Number when json.TryGetDouble(out var number) && double.IsFinite(number):
                    values.Add(new(key, number));
                    break;
                case JsonTokenType.String when json.GetString() is { Length: <= LongestText } text:
                    values.Add(new(key, text));
                    break;
            }
        }
    }

    private static DeviceValue[]? ReadText(ReadOnlySpan<byte> payload)
    {
        if (payload.Length > LongestText)
            return null;
        try
        {
            var text = StrictUtf8.GetString(payload).Trim();
            return text.Length > 0 && !text.Any(char.IsControl) ? [new(BareKey, text)] : null;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
}
