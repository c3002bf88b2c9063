namespace AutoCore.Daemon.Tests;

/// <summary>Tests that measure their process: they run one by one, after all others.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
