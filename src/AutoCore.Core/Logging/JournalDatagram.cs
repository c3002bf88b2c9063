using System.Buffers;
using System.Buffers.Binary;
using Serilog.Events;

namespace AutoCore.Core.Logging;

/// <summary>One entry in the journal's native protocol: <c>NAME=value</c> lines, values with line breaks by length.</summary>
internal sealed class JournalDatagram(string identifier)
{
    /// <summary>Values are cut here: with all fields an entry stays well below a datagram's limit.</summary>
    private const int LongestValue = 16 * 1024;

    private readonly ArrayBufferWriter<byte> _buffer = new(1024);

    /// <summary>The entry so far.</summary>
    public ReadOnlySpan<byte> Bytes => _buffer.WrittenSpan;

    /// <summary>Begins an entry.</summary>
    public JournalDatagram Start(LogEventLevel level, string message, string? eventName)
    {
        _buffer.ResetWrittenCount();
        Add("MESSAGE", message);
        Add("PRIORITY", PriorityOf(level));
        Add("SYSLOG_IDENTIFIER", identifier);
        return eventName is null ? this : Add("EVENT", eventName);
    }

    /// <summary>Adds a field.</summary>
    public JournalDatagram Add(string name, string value)
    {
        var text = value.Length > LongestValue ? value.AsSpan(0, LongestValue) : value;
        Write(name);
        if (!text.Contains('\n'))
        {
            Write("=");
            Write(text);
        }
        else
        {
            Write("\n");
            BinaryPrimitives.WriteUInt64LittleEndian(_buffer.GetSpan(8), (ulong)Encoding.UTF8.GetByteCount(text));
            _buffer.Advance(8);
            Write(text);
        }
        Write("\n");
        return this;
    }

    /// <summary>The journal's spelling of a property: <c>ElapsedMs</c> becomes <c>ELAPSED_MS</c>.</summary>
    public static string FieldName(string property)
    {
        var name = new StringBuilder(property.Length + 4);
        for (var i = 0; i < property.Length; i++)
        {
            if (i > 0 && char.IsAsciiLetterUpper(property[i]) && !char.IsAsciiLetterUpper(property[i - 1]))
                name.Append('_');
            name.Append(char.IsAsciiLetterOrDigit(property[i]) ? char.ToUpperInvariant(property[i]) : '_');
        }
        return name.ToString();
    }

    private static string PriorityOf(LogEventLevel level) => level switch
    {
        LogEventLevel.Fatal => "2",
        LogEventLevel.Error => "3",
        LogEventLevel.Warning => "4",
        LogEventLevel.Information => "6",
        _ => "7",
    };

    private void Write(ReadOnlySpan<char> text) => Encoding.UTF8.GetBytes(text, _buffer);
}
