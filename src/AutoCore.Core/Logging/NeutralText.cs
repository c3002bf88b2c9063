using AutoCore.Policies.Hosting;
using Serilog.Core;
using Serilog.Events;

namespace AutoCore.Core.Logging;

/// <summary>Foreign text in log lines gets its one neutral form here, before console, file and journal see it: no line of the program can forget it.</summary>
internal sealed class NeutralText : ILogEventEnricher
{
    /// <summary>The property with the exception's text.</summary>
    public const string Trace = "Trace";

    private const int LongestText = 4096;

    public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
    {
        List<LogEventProperty>? changed = null;
        foreach (var (name, value) in logEvent.Properties)
        {
            if (value is ScalarValue { Value: string or Uri } scalar && scalar.Value.ToString() is { } text && SafeText.Of(text, LongestText) is var neutral
                && !ReferenceEquals(neutral, text))
            {
                (changed ??= []).Add(new(name, new ScalarValue(neutral)));
            }
        }
        changed?.ForEach(logEvent.AddOrUpdateProperty);
        if (logEvent.Exception is { } failure)
            logEvent.AddOrUpdateProperty(new(Trace, new ScalarValue($"{LinesOf(failure)}{Environment.NewLine}")));
    }

    /// <summary>An exception's lines, each neutral.</summary>
    public static string LinesOf(Exception failure) =>
        string.Join(Environment.NewLine, failure.ToString().Split('\n').Select(l => SafeText.Of(l.TrimEnd('\r'), LongestText)));
}
