using System.Buffers;

namespace AutoCore.Core.Storage;

/// <summary>Small JSON objects as bytes of UTF-8: written by hand, and read from whoever may have written them.</summary>
internal static class JsonBytes
{
    /// <summary>Any JSON, in a buffer of its own.</summary>
    public static byte[] Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer))
            write(json);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>An object with these members.</summary>
    public static byte[] WriteObject(Action<Utf8JsonWriter> writeMembers) => Write(json =>
    {
        json.WriteStartObject();
        writeMembers(json);
        json.WriteEndObject();
    });

    /// <summary>What is read of some bytes; another value if they are no JSON, or not what is looked for.</summary>
    public static T Read<T>(ReadOnlyMemory<byte> bytes, T otherwise, Func<JsonElement, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            return read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return otherwise;
        }
    }
}
