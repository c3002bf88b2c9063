using System.Collections;
using System.CommandLine;
using System.Text;
using System.Text.RegularExpressions;
using AutoCore.Daemon.Commands;
using AutoCore.Daemon.Tests.Generated;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests;

/// <summary>Every link of the documentation leads somewhere, and every page is led to.</summary>
public sealed partial class DocumentationTests
{
    private static readonly string[] Roots = ["README.md", "README.pt-BR.md"];

    public static TheoryData<string> Pages => [.. AllPages()];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_LeadSomewhere(string page)
    {
        foreach (var (target, anchor) in LinksOf(page))
        {
            Assert.True(File.Exists(Repository.Combine(target)) || Directory.Exists(Repository.Combine(target)), $"{page}: {target} is not there");
            if (anchor.Length > 0)
                Assert.Contains(anchor, AnchorsOf(target));
        }
    }

    [Fact]
    public void NoPage_IsAnOrphan()
    {
        var seen = new HashSet<string>(Roots, StringComparer.Ordinal);
        var waiting = new Queue<string>(Roots);
        while (waiting.TryDequeue(out var page))
        {
            foreach (var (target, _) in LinksOf(page))
            {
                var found = Directory.Exists(Repository.Combine(target)) ? AllPages().Where(p => Path.GetDirectoryName(p) == target) : [target];
                foreach (var next in found.Where(f => f.EndsWith(".md", StringComparison.Ordinal) && seen.Add(f)))
                    waiting.Enqueue(next);
            }
        }
        Assert.Empty(AllPages().Where(p => p.StartsWith("docs/", StringComparison.Ordinal)).Except(seen));
    }

    [Theory]
    [InlineData("README.md", "README.pt-BR.md")]
    [InlineData("docs/raspberry-pi.md", "docs/pt-BR/primeiro-pi.md")]
    [InlineData("docs/troubleshooting.md", "docs/pt-BR/solucao-de-problemas.md")]
    public void PagesInTwoLanguages_LeadToEachOther(string english, string portuguese)
    {
        Assert.Contains(portuguese, LinksOf(english).Select(l => l.Target));
        Assert.Contains(english, LinksOf(portuguese).Select(l => l.Target));
    }

    /// <summary>Those of the present; what was once called otherwise stands in the changelog.</summary>
    public static TheoryData<string> PresentPages => [.. AllPages().Where(p => p != "CHANGELOG.md")];

    [Theory]
    [MemberData(nameof(PresentPages))]
    public void Settings_ThatAreNamed_AreThere(string page)
    {
        var known = SettingRegister.Under(8).Select(s => s.Path.Replace(":[]", "", StringComparison.Ordinal)).ToList();
        var named = Setting().Matches(File.ReadAllText(Repository.Combine(page))).Select(m => m.Groups["key"].Value).Distinct();
        Assert.Empty(named.Where(key => !known.Exists(k => $":{k}:".Contains($":{key}:", StringComparison.Ordinal))));
    }

    [Theory]
    [MemberData(nameof(PresentPages))]
    public void Commands_ThatAreNamed_AreThere(string page)
    {
        var root = CommandLine.Root(new(new Hashtable(), TimeProvider.System));
        foreach (Match code in Fence().Matches(File.ReadAllText(Repository.Combine(page))))
        {
            foreach (Match typed in Typed().Matches(code.Value))
                AssertIsUsage(root, typed.Groups["words"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries), $"{page}: {typed.Value}");
        }
    }

    private static void AssertIsUsage(RootCommand root, string[] words, string where)
    {
        Command command = root;
        foreach (var word in words.TakeWhile(w => w != "--").Select(w => w.Trim('[', ']', '`', ')', ',').Split('=')[0]))
        {
            if (word.StartsWith("--", StringComparison.Ordinal))
                Assert.True(command.Options.Concat(root.Options).Any(o => o.Name == word), $"{where}: there is no {word}");
            else if (command.Subcommands.FirstOrDefault(c => c.Name == word) is { } below)
                command = below;
            else
                Assert.True(command != root || !word.All(c => char.IsAsciiLetterLower(c) || c == '-'), $"{where}: there is no command {word}");
        }
    }

    private static IEnumerable<string> AllPages() =>
        new[] { "*.md", "docs/*.md", "docs/decisions/*.md", "docs/benchmarks/*.md", "docs/pt-BR/*.md", ".github/*.md" }
            .SelectMany(pattern => Directory.GetFiles(Repository.Combine(Path.GetDirectoryName(pattern)!), Path.GetFileName(pattern)))
            .Select(f => Path.GetRelativePath(Repository.Root, f)).Order(StringComparer.Ordinal);

    /// <summary>The links of a page to other files, as paths from the root on, and to headings.</summary>
    private static IEnumerable<(string Target, string Anchor)> LinksOf(string page)
    {
        foreach (Match link in Link().Matches(CodeOut(File.ReadAllText(Repository.Combine(page)))))
        {
            var address = link.Groups["address"].Value;
            if (address.Contains("://", StringComparison.Ordinal) || address.StartsWith("mailto:", StringComparison.Ordinal))
                continue;
            var parts = address.Split('#', 2);
            var target = parts[0].Length == 0 ? page
                : Path.GetRelativePath(Repository.Root, Path.GetFullPath(Path.Combine(Repository.Combine(Path.GetDirectoryName(page)!), parts[0])));
            yield return (target, parts.Length > 1 ? parts[1] : "");
        }
    }

    /// <summary>The names that a forge gives headings.</summary>
    private static HashSet<string> AnchorsOf(string page)
    {
        var anchors = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in File.ReadLines(Repository.Combine(page)).Where(l => l.StartsWith('#')))
        {
            var name = new StringBuilder();
            foreach (var character in line.TrimStart('#').Trim().ToLowerInvariant())
            {
                if (char.IsLetterOrDigit(character) || character is '-' or '_')
                    name.Append(character);
                else if (character == ' ')
                    name.Append('-');
            }
            anchors.Add(name.ToString());
        }
        return anchors;
    }

    private static string CodeOut(string text) => Fence().Replace(text, "");

    [GeneratedRegex(@"\]\((?<address>[^)\s]+)\)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Link();

    [GeneratedRegex("`(?<key>[A-Z][a-z][A-Za-z]*(:[A-Z][a-z][A-Za-z]*)+)`", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 5000)]
    private static partial Regex Setting();

    [GeneratedRegex(@"(^|`|sudo |&& |; |\$ )autocore (?<words>[^`|&;#\n]*)", RegexOptions.ExplicitCapture | RegexOptions.Multiline | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 5000)]
    private static partial Regex Typed();

    [GeneratedRegex("```.*?```|`[^`\n]*`", RegexOptions.Singleline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Fence();
}
