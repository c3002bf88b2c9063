using System.Text.RegularExpressions;
using AutoCore.Policies.Cameras.Capture;
using AutoCore.Policies.Hosting;

namespace AutoCore.Policies.Cameras.Http;

/// <summary>Whether a device says that it has locked a login, and for how long: each further try may begin the time anew.</summary>
public static partial class Lockout
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;
    private const int Patience = PatternTime.Most;

    /// <summary>Characters of a page that are shown from where it says so.</summary>
    private const int Shown = 160;

    /// <summary>Characters that are looked at.</summary>
    private const int Looked = 16 * 1024;

    /// <summary>The words themselves, looked for first: what stands before them costs more.</summary>
    private const string Locked = "(?=b?locked|bloquead|travad)";

    /// <summary>Not of a lock that only threatens.</summary>
    private const string Yet = Locked + @"(?<!\b(before|if|unless|otherwise|antes|caso)\b[^.!?<>{}]{0,80})";

    /// <summary>Seconds that are believed: a week.</summary>
    private const int MostSeconds = 7 * 24 * 3600;

    /// <summary>Whether it says so.</summary>
    /// <param name="text">A message, a document of data, or what is shown of either.</param>
    public static bool IsSaid(string text) => Said().IsMatch(Bounded(text));

    /// <summary>How long a login is to be left alone that a device says is locked; null if it does not say so, or not for how long.</summary>
    /// <param name="reason">The failure.</param>
    /// <param name="words">What is shown of the device's message.</param>
    public static TimeSpan? HoldOf(CaptureReason reason, string words) => reason.Fault == CaptureFault.Auth && IsSaid(words) ? WaitOf(words) : null;

    /// <summary>How long it says that this takes; null if it does not.</summary>
    public static TimeSpan? WaitOf(string text)
    {
        text = Bounded(text);
        var from = Said().Match(text) is { Success: true } said ? said.Index : 0;
        var found = Seconds().Match(text);
        found = found.Success ? found : Duration().Match(text, from) is { Success: true } after ? after : Duration().Match(text);
        if (!found.Success || !int.TryParse(found.Groups["number"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return null;
        var seconds = number * (found.Groups["unit"].Value is [var unit, ..] ? char.ToLowerInvariant(unit) switch { 'h' => 3600L, 'm' => 60L, _ => 1L } : 1L);
        return seconds is > 0 and <= MostSeconds ? TimeSpan.FromSeconds(seconds) : null;
    }

    /// <summary>What a web page says of it; null if it says nothing of it to its reader.</summary>
    public static string? InPage(string html)
    {
        var text = System.Net.WebUtility.HtmlDecode(ReadableOf(Bounded(html)));
        var line = string.Join(' ', text.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));
        return SaidToReader().Match(line) is { Success: true, Index: var at } ? line[at..Math.Min(line.Length, at + Shown)] : null;
    }

    /// <summary>A device's words from where they speak of it, if that lies too far behind to be shown else.</summary>
    /// <param name="line">The words.</param>
    /// <param name="longest">Characters that are shown.</param>
    public static string Front(string line, int longest) =>
        line.Length > longest && Said().Match(line) is { Success: true, Index: > 0 and var at } ? line[at..] : line;

    private static string Bounded(string text) => text.Length > Looked ? text[..Looked] : text;

    /// <summary>Without tags, scripts, styles and remarks.</summary>
    private static string ReadableOf(string html)
    {
        var readable = new StringBuilder();
        for (var at = 0; at < html.Length;)
        {
            if (html[at] != '<')
            {
                readable.Append(html[at++]);
                continue;
            }
            var end = Begins("<!--") ? "-->" : Begins("<script") ? "</script>" : Begins("<style") ? "</style>" : ">";
            var found = html.IndexOf(end, at, StringComparison.OrdinalIgnoreCase);
            at = found < 0 ? html.Length : found + end.Length;
            readable.Append(' ');

            bool Begins(string start) => string.Compare(html, at, start, 0, start.Length, StringComparison.OrdinalIgnoreCase) == 0;
        }
        return readable.ToString();
    }

    /// <summary>A name of data with its value, or a sentence of a login that is locked.</summary>
    [GeneratedRegex(
        @"\b(lock_?status|(user|account|login|is|ip)_?(is_?)?(locked|blocked))[""']?\s*[:=>\s]\s*[""']?(lock(ed)?|true|yes|1)\b" +
        @"|\b(user|account|login|ip)_?(is_?)?(locked|blocked)\b(?![""']?\s*[:=>\s]\s*[""']?(false|no|0|null|un))" +
        @"|\b(unlock|remain_?lock|lock)_?time(_?left)?[""']?\s*[:=>\s]\s*[""']?[1-9]" +
        @"|\b(user|account|login|logon|log-in|ip|address|access|password)\b[^.!?<>{}]{0,50}" + Locked +
        @"(?<!\b(not|never|isn't|un|be|gets?)[ -]?)" + Yet +
        @"\b(locked|blocked)\b" +
        @"|\b(usu[aá]rio|conta|acesso|login|senha|endere[cç]o|ip)\b[^.!?<>{}]{0,50}" + Locked +
        @"(?<!\b(n[aã]o|ser[aá]|ser) (est[aá] |foi )?)" + Yet +
        @"\b(bloquead|travad)[oa]\b" +
        "|" + Yet + @"\b(locked[ -]?out\b|(?<!\b(be|not) )locked (for|until)\b|(?<!\b(ser[aá]|ser) )bloquead[oa] (por|at[eé])\b)" +
        @"|\btoo many\b[^.!?<>{}]{0,30}\b(login|logon|password|authentication|failed|wrong|invalid|attempts)|\bmuitas tentativas\b", Options, Patience)]
    private static partial Regex Said();

    /// <summary>A whole sentence: a page's menu may name blocked addresses, too.</summary>
    [GeneratedRegex(
        @"\b(account|user|login|address|ip|conta|usu[aá]rio|acesso|endere[cç]o)( [\w-]+){0,2}" +
        @" (is|was|has been|been|foi|est[aá])( [\w-]+){0,2} (?<!\b(not|be) )" + Yet + @"(locked|blocked|(bloquead|travad)[oa])\b" +
        @"|\b(account|user|conta|usu[aá]rio) (temporarily )?" + Yet + @"(locked|bloquead[oa])\b" +
        @"|\btoo many (failed|wrong|invalid|login|logon|password|unsuccessful)\b|\bmuitas tentativas\b" +
        "|" + Yet + @"((?<!\b(be|not) )\blocked (for|until)\b|(?<!\b(ser[aá]|ser) )\bbloquead[oa] (por|at[eé])\b)|\b(are|been) " + Yet + @"locked out\b",
        Options, Patience)]
    private static partial Regex SaidToReader();

    /// <summary>Data says it in seconds.</summary>
    [GeneratedRegex(
        @"\b((unlock|remain_?lock|lock)_?time(_?left)?|retry_?after|(remaining|wait)_?(time|seconds))(_?(s|sec|seconds))?[""']?\s*[:=>\s]\s*[""']?" +
        @"(?<number>[1-9][0-9]{0,6})\b(?!\s*(m|h))", Options, Patience)]
    private static partial Regex Seconds();

    [GeneratedRegex(@"\b(?<number>[1-9][0-9]{0,6})\s*(?<unit>hours?|horas?|h|minut[eo]s?|min|m|second(s|\(s\))?|segundos?|secs?|s)\b", Options, Patience)]
    private static partial Regex Duration();
}
