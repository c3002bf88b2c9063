namespace AutoCore.Web.Api;

/// <summary>A table as comma-separated values (RFC 4180), in UTF-8 with the mark that spreadsheets look for.</summary>
/// <param name="name">What a browser saves it as.</param>
/// <param name="head">The names of the columns.</param>
/// <param name="rows">The rows; null is an empty field.</param>
internal sealed class CsvAnswer(string name, IReadOnlyList<string> head, IEnumerable<IReadOnlyList<object?>> rows) : IResult
{
    public const string ContentType = "text/csv";

    /// <summary>A field that begins so is a formula to a spreadsheet, and some of the texts come from strangers.</summary>
    private const string Formula = "=+-@\t\r";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var text = new StringBuilder("\uFEFF");
        Append(text, head);
        foreach (var row in rows)
            Append(text, row);
        var body = Encoding.UTF8.GetBytes(text.ToString());
        httpContext.Response.ContentType = $"{ContentType}; charset=utf-8";
        httpContext.Response.ContentLength = body.Length;
        httpContext.Response.Headers.CacheControl = "private, no-cache";
        httpContext.Response.Headers.ContentDisposition = Attachment.Header("attachment", name);
        await httpContext.Response.Body.WriteAsync(body, httpContext.RequestAborted);
    }

    private static void Append(StringBuilder text, IReadOnlyList<object?> fields) => text.AppendJoin(',', fields.Select(Field)).Append("\r\n");

    private static string Field(object? value) => value switch
    {
        null => "",
        string words => Quote(words.Length > 0 && Formula.Contains(words[0], StringComparison.Ordinal) ? $"'{words}" : words),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => Quote(value.ToString() ?? ""),
    };

    private static string Quote(string text) => text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
