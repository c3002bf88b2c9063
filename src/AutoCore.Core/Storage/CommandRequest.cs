namespace AutoCore.Core.Storage;

/// <summary>What to run, and how long it may be silent.</summary>
/// <param name="Program">Its name, looked for in <c>PATH</c>.</param>
/// <param name="Arguments">Its arguments, each one word whatever it holds.</param>
internal sealed record CommandRequest(string Program, IReadOnlyList<string> Arguments)
{
    /// <summary>
    /// What it finds in its environment beside path, home and the C locale. The daemon's own environment, which may hold secrets and options of
    /// that program, is not handed down. Null: it is.
    /// </summary>
    public IReadOnlyDictionary<string, string>? Environment { get; init; }

    /// <summary>What it reads on standard input, as UTF-8; nothing by default.</summary>
    public string Input { get; init; } = "";

    /// <summary>Writes its standard input, instead of <see cref="Input"/>. Where the program takes no more, writing fails; that is no failure of the
    /// run.</summary>
    public Func<Stream, CancellationToken, Task>? GiveInput { get; init; }

    /// <summary>After this long without a change of <see cref="Progress"/>, or without an end where there is none, it is killed.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>A number that changes while it works, or null. It is asked every few seconds.</summary>
    public Func<long>? Progress { get; init; }

    /// <summary>Why it must not go on, asked with <see cref="Progress"/>; null, or an answer of null: it may.</summary>
    public Func<string?>? FindObstacle { get; init; }

    /// <summary>Takes its standard output instead of keeping it.</summary>
    public Func<Stream, CancellationToken, Task>? TakeOutput { get; init; }

    /// <summary>How long its output is read on once it has ended, where something that it started holds it open; null: until that ends, too.</summary>
    public TimeSpan? OutputAfterEnd { get; init; }

    /// <summary>Sees each line of its standard error.</summary>
    public Action<string>? OnErrorLine { get; init; }

    /// <summary>Whether it works only while nobody else wants processor or card.</summary>
    public bool AtIdle { get; init; }
}
