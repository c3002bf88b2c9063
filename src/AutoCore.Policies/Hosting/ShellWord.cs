using System.Buffers;

namespace AutoCore.Policies.Hosting;

/// <summary>A path as one word of a shell's line: a remedy is copied and run, often as root, and foreign names are part of it.</summary>
public static class ShellWord
{
    private static readonly SearchValues<char> Plain = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@%+=:,./-");

    /// <summary>The word; in quotation marks if the shell would read anything else than the text.</summary>
    public static string Of(string text) =>
        text.Length > 0 && !text.AsSpan().ContainsAnyExcept(Plain) ? text : $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
