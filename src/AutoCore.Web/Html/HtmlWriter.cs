using System.Buffers;
using System.Runtime.CompilerServices;

namespace AutoCore.Web.Html;

/// <summary>
/// Writes HTML as interpolated strings: what the source spells out is markup, every value in a hole is text and is escaped, without exception. A hole inside a
/// tag stands in quotation marks. A string that is no interpolated one is not taken, so that no value can become markup.
/// </summary>
/// <param name="root">What stands before every address of this server, as <c>/cams</c>: the one place where links get it. A value that begins with a slash
/// and is all of an <c>href</c>, <c>src</c>, <c>action</c> or <c>data-…</c> is such an address.</param>
internal sealed class HtmlWriter(string root = "")
{
    private static readonly SearchValues<char> Special = SearchValues.Create("&<>\"'\0");
    private static readonly string[] AddressAttributes = ["href", "src", "action"];

    private readonly string _root = root;
    private readonly StringBuilder _output = new(16_384);

    /// <summary>Writes markup with values in its holes.</summary>
    public HtmlWriter Write([InterpolatedStringHandlerArgument("")] ref Markup markup)
    {
        _ = markup;
        return this;
    }

    /// <summary>Writes text.</summary>
    public HtmlWriter Text(ReadOnlySpan<char> text)
    {
        while (text.IndexOfAny(Special) is >= 0 and var at)
        {
            _output.Append(text[..at]).Append(Escaped(text[at]));
            text = text[(at + 1)..];
        }
        _output.Append(text);
        return this;
    }

    /// <summary>All of it, in UTF-8.</summary>
    public byte[] ToUtf8()
    {
        var length = 0;
        foreach (var chunk in _output.GetChunks())
            length += Encoding.UTF8.GetMaxByteCount(chunk.Length);
        var bytes = new byte[length];
        var encoder = Encoding.UTF8.GetEncoder();
        var written = 0;
        foreach (var chunk in _output.GetChunks())
            written += encoder.GetBytes(chunk.Span, bytes.AsSpan(written), flush: false);
        written += encoder.GetBytes([], bytes.AsSpan(written), flush: true);
        return bytes[..written];
    }

    public override string ToString() => _output.ToString();

    private static string Escaped(char special) => special switch
    {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '"' => "&quot;",
        '\'' => "&#39;",
        _ => "\uFFFD",
    };

    /// <summary>Whether markup ends with the name of an attribute that holds an address, and its first quotation mark.</summary>
    private static bool BeginsAddress(ReadOnlySpan<char> markup)
    {
        if (!markup.EndsWith("=\""))
            return false;
        var name = markup[(markup.LastIndexOfAny(' ', '\n') + 1)..^2];
        return name.StartsWith("data-") || AddressAttributes.Contains(name.ToString());
    }

    /// <summary>Takes an interpolated string apart: literals as they are, holes escaped.</summary>
    [InterpolatedStringHandler]
    public ref struct Markup(int literalLength, int formattedCount, HtmlWriter writer)
    {
        private string _before = "";

        /// <summary>How much is coming, by the compiler's estimate.</summary>
        public int Expected { get; } = literalLength + (formattedCount * 8);

        public void AppendLiteral(string markup) => writer._output.Append(_before = markup);

        public void AppendFormatted(string? text)
        {
            if (writer._root.Length > 0 && text is ['/', ..] && BeginsAddress(_before))
                writer._output.Append(writer._root);
            _before = "";
            writer.Text(text);
        }

        public void AppendFormatted<T>(T value, string? format = null)
            where T : IFormattable
        {
            _before = "";
            writer.Text(value.ToString(format, CultureInfo.InvariantCulture));
        }
    }
}
