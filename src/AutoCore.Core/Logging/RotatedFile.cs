using AutoCore.Core.Storage;
using AutoCore.Core.Storage.SafePath;
using Microsoft.Win32.SafeHandles;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;

namespace AutoCore.Core.Logging;

/// <summary>
/// A log file that is rotated by size, and goes on under its name whatever others do to it: moved, removed, cut or its folder exchanged, the next line begins a
/// new one. Several programs may write to one; each line is whole.
/// </summary>
/// <param name="path">The file; the ones before it are <c>.1</c>, <c>.2</c> and so on.</param>
/// <param name="form">How a line is written.</param>
internal sealed class RotatedFile(string path, ITextFormatter form) : ILogEventSink, IDisposable
{
    /// <summary>From this size on, in bytes, a new one is begun.</summary>
    public const long LargestBytes = 5_000_000;

    /// <summary>Files kept, the present one included.</summary>
    public const int Kept = 3;

    private const int Append = 0x400;
    private const uint UsualMode = 0x1B4;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly Lock _gate = new();
    private SafeFileHandle? _file;
    private long _lost;

    public void Emit(LogEvent logEvent)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        form.Format(logEvent, text);
        lock (_gate)
        {
            try
            {
                Write(Utf8.GetBytes(text.ToString()), logEvent.Timestamp);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // A log that cannot be written ends nothing; the next line tries again, and says how many are missing.
                _lost++;
                Close();
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
            Close();
    }

    private void Write(byte[] line, DateTimeOffset at)
    {
        if (_file is { } open && !IsStillThere(open))
            Close();
        _file ??= Open();
        if (RandomAccess.GetLength(_file) is > 0 and var length && length + line.Length > LargestBytes)
            Rotate();
        if (_lost > 0)
        {
            var gap = string.Create(CultureInfo.InvariantCulture, $"{at:yyyy-MM-ddTHH:mm:ss.fffzzz} WRN {_lost} lines could not be written to this file\n");
            RandomAccess.Write(_file, Utf8.GetBytes(gap), fileOffset: 0);
            _lost = 0;
        }
        // What is opened to append is written at its end, wherever that is.
        RandomAccess.Write(_file, line, fileOffset: 0);
    }

    private bool IsStillThere(SafeFileHandle open) =>
        FileFacts.Read(path, follow: true) is { } named && FileFacts.Of(open) is { } opened
        && (named.Device, named.Identity) == (opened.Device, opened.Identity);

    private SafeFileHandle Open()
    {
        // Root, which would open it by its path, could be led to any other file by who owns the folder.
        if (ProcessRights.IsRoot && PathWalk.FindProblem(path, isWritten: true) is { } problem)
            throw new IOException(problem);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var flags = OpenFlags.WriteOnly | OpenFlags.Create | Append | OpenFlags.CloseOnExec | OpenFlags.NoTerminal | OpenFlags.NonBlocking
            | OpenFlags.Here.LargeFile;
        var descriptor = PathCalls.OpenRoot(PathCalls.WorkingDirectory, in Utf8.GetBytes($"{path}\0")[0], flags, UsualMode);
        return descriptor >= 0 ? new(descriptor, ownsHandle: true) : throw new IOException($"{path} cannot be opened");
    }

    private void Rotate()
    {
        Close();
        for (var age = Kept - 1; age > 0; age--)
        {
            var younger = age == 1 ? path : $"{path}.{age - 1}";
            if (File.Exists(younger))
                File.Move(younger, $"{path}.{age}", overwrite: true);
        }
        _file = Open();
    }

    private void Close()
    {
        _file?.Dispose();
        _file = null;
    }
}
