namespace AutoCore.Core.Hosting;

/// <summary>Why the daemon cannot start: a sentence with the remedy, and the exit code that systemd is to see.</summary>
internal sealed class StartFailure(int exitCode, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>One of <see cref="ExitCodes"/>.</summary>
    public int ExitCode => exitCode;
}
