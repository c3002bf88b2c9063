using AutoCore.Core;
using AutoCore.Daemon.Cameras;

namespace AutoCore.Daemon.Commands;

/// <summary>A bar on a terminal's last line; failures stay above it as lines of their own.</summary>
internal sealed class ProgressBar(int total, int alreadyDone) : IDisposable
{
    private const int Width = 30;
    private const string ClearLine = "\r\e[K";

    private readonly Lock _gate = new();
    private int _done = alreadyDone;
    private int _failed;

    /// <summary>The same settings with the log turned down to errors, of all categories: lines for each image would tear the bar.</summary>
    public static LoadedSettings Quiet(LoadedSettings settings)
    {
        var levels = new Dictionary<string, LogLevel>(StringComparer.Ordinal) { ["Default"] = LogLevel.Error };
        return settings with { Options = settings.Options with { Logging = settings.Options.Logging with { Levels = levels } } };
    }

    /// <summary>A camera is done.</summary>
    public void Show(CameraResult result)
    {
        lock (_gate)
        {
            _done++;
            if (result.Stored is null)
            {
                _failed++;
                Console.Error.WriteLine($"{ClearLine}{result.Camera.Label} failed: {result.Reason.Word} ({result.Detail})");
            }
            var filled = total == 0 ? Width : _done * Width / total;
            Console.Error.Write(
                string.Create(CultureInfo.InvariantCulture,
                    $"{ClearLine}[{new string('#', filled)}{new string('.', Width - filled)}] {_done}/{total}, {_failed} failed  {result.Camera.Label}"));
        }
    }

    public void Dispose() => Console.Error.WriteLine();
}
