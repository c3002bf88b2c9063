using System.CommandLine;
using System.CommandLine.Parsing;
using AutoCore.Policies.Alerts;
using AutoCore.Policies.Cameras.Http;

namespace AutoCore.Core.Commands;

/// <summary>What a value on the command line may be; every option that takes one has such a rule, and one line says it when the value is wrong.</summary>
internal interface IValueRule
{
    /// <summary>The rule in words.</summary>
    string Allowed { get; }
}

/// <summary>Reads a value; false if it is none.</summary>
internal delegate bool ValueParser<T>(string text, out T value);

/// <summary>An option with one value.</summary>
internal sealed class ValueOption<T> : Option<T>, IValueRule
{
    /// <param name="name">The option, with its dashes.</param>
    /// <param name="allowed">The rule in words.</param>
    /// <param name="parse">The rule.</param>
    public ValueOption(string name, string allowed, ValueParser<T> parse) : base(name)
    {
        Allowed = allowed;
        CustomParser = given => given.Tokens is [var token] ? ValueRule.Read(given, Name, token.Value, allowed, parse) : default;
    }

    public string Allowed { get; }
}

/// <summary>An option that may be given several times.</summary>
internal sealed class ValuesOption : Option<string[]>, IValueRule
{
    public ValuesOption(string name, string allowed, Func<string, bool> isGood) : base(name)
    {
        Allowed = allowed;
        CustomParser = given => [.. given.Tokens.Select(t => ValueRule.Read(given, Name, t.Value, allowed, ValueRule.Text(isGood))!)];
    }

    public string Allowed { get; }
}

/// <summary>A word of a command line that is no option; it may be left out if its arity says so.</summary>
internal sealed class ValueArgument : Argument<string?>, IValueRule
{
    public ValueArgument(string name, string allowed = ValueRule.AnyText) : base(name)
    {
        Allowed = allowed;
        CustomParser = given => given.Tokens is [var token] ? ValueRule.Read(given, Name, token.Value, allowed, ValueRule.Text()) : null;
    }

    public string Allowed { get; }
}

/// <summary>Further words that are no options; the first may not be empty.</summary>
internal sealed class ValuesArgument : Argument<string[]>, IValueRule
{
    public ValuesArgument(string name, string allowed = ValueRule.AnyText) : base(name)
    {
        Allowed = allowed;
        Arity = ArgumentArity.OneOrMore;
        Validators.Add(given =>
        {
            if (given.Tokens is [{ Value.Length: 0 }, ..])
                given.AddError(ValueRule.Wrong(Name, "", allowed));
        });
    }

    /// <summary>Whether these are the words of another command, whose options are its own.</summary>
    public bool IsCommand { get; init; }

    public string Allowed { get; }
}

/// <summary>The rules that options share.</summary>
internal static class ValueRule
{
    public const string AnyText = "a text that is not empty";
    public const string Path = "a path";

    /// <summary>A text that is not empty, and more if wanted.</summary>
    public static ValueParser<string?> Text(Func<string, bool>? isGood = null) =>
        (string text, out string? value) => (value = text).Length > 0 && isGood?.Invoke(text) != false;

    /// <summary>What to say of a value; a login in an address is not repeated.</summary>
    public static string Wrong(string name, string value, string allowed) =>
        $"{name}: \"{PlainText.Line(AddressMask.SecretsOf(value), 80)}\" is not allowed; allowed: {allowed}.";

    /// <summary>Reads a value, or notes what is wrong with it.</summary>
    public static T? Read<T>(ArgumentResult given, string name, string text, string allowed, ValueParser<T> parse)
    {
        if (parse(text, out var value))
            return value;
        given.AddError(Wrong(name, text, allowed));
        return default;
    }
}
