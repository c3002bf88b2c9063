namespace AutoCore.Core.Storage;

/// <summary>What to run, and how long it may be silent.</summary>
/// <param name="Program">Its name, looked for in <c>PATH</c>.</param>
/// <param name="Arguments">Its arguments, each one word whatever it holds.</param>
/// <param name="Environment">What it finds in its environment beside path, home and the C locale. The daemon's own environment, which may hold secrets and
/// options of that program, is not handed down. Null: it is.</param>
/// <param name="Input">What it reads on standard input, as UTF-8; nothing by default.</param>
/// <param name="GiveInput">Writes its standard input, instead of <see cref="Input"/>. Where the program takes no more, writing fails; that is no failure of
/// the run.</param>
/// <param name="Progress">A number that changes while it works, or null. It is asked every few seconds.</param>
/// <param name="FindObstacle">Why it must not go on, asked with <see cref="Progress"/>; null, or an answer of null: it may.</param>
/// <param name="TakeOutput">Takes its standard output instead of keeping it.</param>
/// <param name="OutputAfterEnd">How long its output is read on once it has ended, where something that it started holds it open; null: until that ends,
/// too.</param>
/// <param name="OnErrorLine">Sees each line of its standard error.</param>
/// <param name="AtIdle">Whether it works only while nobody else wants processor or card.</param>
internal sealed record CommandRequest(
    string Program, IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string>? Environment = null, string Input = "",
    Func<Stream, CancellationToken, Task>? GiveInput = null, Func<long>? Progress = null, Func<string?>? FindObstacle = null,
    Func<Stream, CancellationToken, Task>? TakeOutput = null, TimeSpan? OutputAfterEnd = null, Action<string>? OnErrorLine = null, bool AtIdle = false)
{
    /// <summary>After this long without a change of <see cref="Progress"/>, or without an end where there is none, it is killed.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(10);
}
