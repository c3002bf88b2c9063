using System.CommandLine;
using AutoCore.Core.Commands;
using AutoCore.Core.Hosting;
using AutoCore.Daemon.Cameras.Http;
using AutoCore.Policies.Cameras.Capture;
using AutoCore.Policies.Cameras.Jpeg;
using AutoCore.Policies.Hosting;

namespace AutoCore.Daemon.Commands;

/// <summary><c>autocore jpeg</c>: judges files as a capture would, a line each.</summary>
internal static class JpegCommand
{
    private const int ChunkSize = 64 * 1024;

    public static Command Create(CommandContext context)
    {
        var files = new ValuesArgument("FILE", ValueRule.Path) { Description = "JPEG files; - reads a list of paths from standard input, one a line" };
        var command = new Command("jpeg", "Judge JPEG files as a capture would.") { files };
        command.SetAction(
            line => Run(CameraClient.RulesOf(context.LoadGood(line).Options.Cameras) with { Thumbnail = false }, line.GetValue(files)!,
                line.GetValue(context.Verbose)));
        return command;
    }

    private static int Run(JpegValidationOptions rules, string[] arguments, bool verbose)
    {
        var validator = new JpegValidator();
        var chunk = new byte[ChunkSize];
        var code = ExitCodes.Good;
        foreach (var file in arguments.SelectMany(Expand))
        {
            var verdict = Evaluate(validator, rules, file, chunk, verbose);
            Console.Out.WriteLine($"{SafeText.Of(file, 4096)}: {verdict}");
            if (!verdict.StartsWith("ok", StringComparison.Ordinal))
                code = ExitCodes.Failed;
        }
        return code;
    }

    private static IEnumerable<string> Expand(string argument)
    {
        if (argument != "-")
        {
            yield return argument;
            yield break;
        }
        while (Console.In.ReadLine() is { } path)
        {
            if (path.Length > 0)
                yield return path;
        }
    }

    private static string Evaluate(JpegValidator validator, JpegValidationOptions rules, string file, byte[] chunk, bool verbose)
    {
        try
        {
            validator.Reset(rules);
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            while (stream.Read(chunk) is > 0 and var read && validator.Feed(chunk.AsSpan(0, read)) == JpegProgress.NeedsMore)
            {
            }
            var verdict = validator.Finish();
            if (verdict.IsAccepted)
                return $"ok {verdict.Width}x{verdict.Height}";
            return $"refused: {CaptureReason.Of(verdict).Word}{(verbose ? $" ({verdict.Rule} at byte {verdict.Offset})" : "")}";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Terminal.WriteError(Directory.Exists(file) ? $"{file} is a folder, and a file is meant" : $"{file}: {e.Message}");
            return "refused: unreadable";
        }
    }
}
