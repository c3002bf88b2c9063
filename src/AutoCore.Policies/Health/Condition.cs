namespace AutoCore.Policies.Health;

/// <summary>Things of one kind that can be wrong for a while: events open and end it, and its feature settles which of them are wrong at present.</summary>
/// <param name="name">What its keys begin with; kept in the outbox of alerts, so never changed.</param>
/// <param name="word">What stands before a thing's name in a sentence.</param>
/// <param name="subject">The facts of an event that name the thing; none where there is only one.</param>
public sealed class Condition(string name, string word, params string[] subject)
{
    /// <summary>What the keys of its things begin with, or its only key.</summary>
    public string Prefix { get; } = subject.Length > 0 ? $"{name}/" : name;

    /// <summary>The facts of an event that name the thing.</summary>
    public IReadOnlyList<string> Subject => subject;

    /// <summary>The key of the thing that an event is about.</summary>
    /// <param name="find">The text of a fact, or null.</param>
    public string KeyOf(Func<string, string?> find) => Prefix + string.Join('/', subject.Select(fact => find(fact) ?? ""));

    /// <summary>Whether a key is one of its own.</summary>
    public bool Covers(string key) => subject.Length > 0 ? key.StartsWith(Prefix, StringComparison.Ordinal) : key == Prefix;

    /// <summary>A thing in words.</summary>
    public string Describe(string key) => subject.Length > 0 ? $"{word} {key[Prefix.Length..]}" : word;
}
