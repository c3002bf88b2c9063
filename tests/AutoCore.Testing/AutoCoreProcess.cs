using System.Diagnostics;

namespace AutoCore.Testing;

/// <summary>The built daemon as a process of its own, as a user starts it.</summary>
public sealed class AutoCoreProcess : ChildProcess
{
    /// <summary>What a test runner under systemd, or a user's shell, could hand down by accident.</summary>
    private static readonly string[] NotInherited =
        ["NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID", "RUNTIME_DIRECTORY", "CREDENTIALS_DIRECTORY", "JOURNAL_STREAM"];

    private AutoCoreProcess(ProcessStartInfo start) : base(start)
    {
    }

    /// <summary>The program built in the same configuration as the test that asks: <c>artifacts/bin/AutoCore.Daemon/debug/autocore</c>.</summary>
    public static string ProgramPath
    {
        get
        {
            var configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
            return Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "AutoCore.Daemon", configuration, "autocore"));
        }
    }

    /// <summary>Starts it and returns at once.</summary>
    public static AutoCoreProcess Start(
        IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string? workingDirectory = null, string? program = null)
    {
        var start = new ProcessStartInfo(program ?? ProgramPath, arguments) { WorkingDirectory = workingDirectory ?? Path.GetTempPath() };
        foreach (var name in start.Environment.Keys.Where(IsNotInherited).ToList()) start.Environment.Remove(name);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        return new AutoCoreProcess(start);
    }

    /// <summary>Runs a command to its end, with nothing on its standard input.</summary>
    public static async Task<CommandResult> RunAsync(
        IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string? workingDirectory = null)
    {
        await using var process = Start(arguments, environment, workingDirectory);
        process.Input.Close();
        var exitCode = await process.WaitForExitAsync();
        return new CommandResult(exitCode, process.Output, process.Errors);
    }

    private static bool IsNotInherited(string name) =>
        name.StartsWith("AutoCore__", StringComparison.OrdinalIgnoreCase) || NotInherited.Contains(name);
}

/// <summary>How a command ended and the lines it wrote.</summary>
public sealed record CommandResult(int ExitCode, IReadOnlyList<string> Output, IReadOnlyList<string> Errors);
