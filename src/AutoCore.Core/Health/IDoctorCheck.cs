using AutoCore.Policies.Health;

namespace AutoCore.Core.Health;

/// <summary>One line of <c>autocore doctor</c>.</summary>
/// <param name="Rating">How it stands: ok, warning or critical.</param>
/// <param name="Subject">What was looked at, in a word or two.</param>
/// <param name="Text">What was found.</param>
/// <param name="Remedy">What to do, or null.</param>
internal sealed record Finding(Rating Rating, string Subject, string Text, string? Remedy = null)
{
    public static Finding Ok(string subject, string text, string? advice = null) => new(Rating.Ok, subject, text, advice);

    public static Finding Warning(string subject, string text, string remedy) => new(Rating.Warning, subject, text, remedy);

    public static Finding Critical(string subject, string text, string remedy) => new(Rating.Critical, subject, text, remedy);
}

/// <summary>What <c>autocore doctor</c> looks at; each feature registers its own. A check only looks: it changes nothing, and may run beside the daemon, as
/// root or not.</summary>
internal interface IDoctorCheck
{
    /// <summary>What is looked at, should the look itself fail.</summary>
    string Subject { get; }

    /// <summary>Whether root sees more here than the owner of the data; the other checks are made as that owner, and so find what the daemon finds.</summary>
    bool NeedsRoot => false;

    /// <summary>Looks now. Nothing found is nothing to say.</summary>
    Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken);
}

/// <summary>A check that waits for nobody.</summary>
internal abstract class DoctorCheck : IDoctorCheck
{
    public abstract string Subject { get; }

    public virtual bool NeedsRoot => false;

    public Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Finding>>([.. Look(cancellationToken)]);

    /// <summary>Looks now.</summary>
    protected abstract IEnumerable<Finding> Look(CancellationToken cancellationToken);
}
