namespace AutoCore.Policies.Fleet;

/// <summary>
/// One part of a list: a line with the seats of its cameras, a line with the cameras as in an inventory file. Any broker takes it as one message,
/// and a node reads one part at a time, however long the list is.
/// </summary>
/// <param name="Assignments">The number of each camera's node in the roster; <see cref="FleetAssignment.None"/> without a roster.</param>
/// <param name="Cameras">A JSON array.</param>
public readonly record struct ListPart(int[] Assignments, ReadOnlyMemory<byte> Cameras)
{
    /// <summary>Joins cameras into parts.</summary>
    /// <param name="cameras">One JSON object each, UTF-8 without line breaks, and its seat.</param>
    /// <param name="largest">Bytes of a part at most; a single camera is never split.</param>
    public static IEnumerable<byte[]> Split(IEnumerable<(byte[] Json, int Assignment)> cameras, int largest)
    {
        const int seatLength = 12;
        var (part, length) = (new List<(byte[] Json, int Assignment)>(), 0);
        foreach (var camera in cameras)
        {
            if (part.Count > 0 && length + camera.Json.Length + seatLength > largest - seatLength)
            {
                yield return Compose(part);
                (part, length) = ([], 0);
            }
            part.Add(camera);
            length += camera.Json.Length + seatLength;
        }
        if (part.Count > 0)
            yield return Compose(part);
    }

    /// <summary>Reads a part.</summary>
    /// <param name="bytes">What anybody may have written.</param>
    /// <param name="nodes">Nodes of the roster: no seat may be beyond.</param>
    /// <returns>The part, or null if it is none.</returns>
    public static ListPart? TryRead(ReadOnlyMemory<byte> bytes, int nodes)
    {
        var end = bytes.Span.IndexOf((byte)'\n');
        if (end < 0)
            return null;
        var assignments = new List<int>();
        var json = new Utf8JsonReader(bytes.Span[..end]);
        try
        {
            json.Read();
            if (json.TokenType != JsonTokenType.StartArray)
                return null;
            while (json.Read() && json.TokenType == JsonTokenType.Number)
            {
                if (!json.TryGetInt32(out var assignment) || (nodes == 0 ? assignment != FleetAssignment.None : assignment < 0 || assignment >= nodes))
                    return null;
                assignments.Add(assignment);
            }
            return json.TokenType == JsonTokenType.EndArray ? new([.. assignments], bytes[(end + 1)..]) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The cameras' JSON objects, one after another, unread.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Slice()
    {
        var slices = new List<ReadOnlyMemory<byte>>(Assignments.Length);
        var json = new Utf8JsonReader(Cameras.Span);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.StartObject)
        {
            var start = (int)json.TokenStartIndex;
            json.Skip();
            slices.Add(Cameras[start..(int)json.BytesConsumed]);
        }
        return slices;
    }

    private static byte[] Compose(List<(byte[] Json, int Assignment)> cameras)
    {
        using var stream = new MemoryStream();
        stream.Write(Encoding.UTF8.GetBytes($"[{string.Join(',', cameras.Select(c => c.Assignment.ToString(CultureInfo.InvariantCulture)))}]\n["));
        for (var i = 0; i < cameras.Count; i++)
        {
            if (i > 0)
                stream.WriteByte((byte)',');
            stream.Write(cameras[i].Json);
        }
        stream.WriteByte((byte)']');
        return stream.ToArray();
    }
}
