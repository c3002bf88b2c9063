using System.Diagnostics.CodeAnalysis;
using AutoCore.Core.Cameras;

namespace AutoCore.Daemon.Cameras.Rounds;

/// <summary>
/// A round that runs in this process, and takes further cameras in that somebody asks for by hand: they share its gate, its store and its notes, and wait for
/// nothing but a free worker. It takes them as long as its own cameras are being asked, so that those who ask again and again never keep it from its end.
/// One of its own cameras that still waits is asked once, ahead of the others, for both.
/// </summary>
/// <param name="own">Lets a camera of the round that still waits go ahead; null: it is none, or is being asked already.</param>
/// <param name="capture">Captures one camera, ahead of the others.</param>
internal sealed class OpenRound(Func<CameraOptions, TaskCompletionSource<CameraResult>?> own, Func<CameraOptions, Task<CameraResult>> capture)
{
    private readonly Lock _gate = new();
    private readonly List<Task<CameraResult>> _joined = [];
    private bool _isClosed;

    /// <summary>Captures a camera in this round; false: it is about to end.</summary>
    public bool TryJoin(CameraOptions camera, [NotNullWhen(true)] out Task<CameraResult>? joined)
    {
        lock (_gate)
        {
            joined = null;
            if (_isClosed)
                return false;
            // The round waits for its own cameras by itself.
            if ((joined = own(camera)?.Task) is null)
                _joined.Add(joined = Task.Run(() => capture(camera)));
            return true;
        }
    }

    /// <summary>Takes no more in, and waits for those that joined.</summary>
    /// <returns>How they fared, of each camera the last; those that were broken off are not among them.</returns>
    public async Task<IReadOnlyList<CameraResult>> CloseAsync()
    {
        lock (_gate)
            _isClosed = true;
        await ((Task)Task.WhenAll(_joined)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return [.. _joined.Where(j => j.IsCompletedSuccessfully).Select(j => j.Result)
            .GroupBy(r => r.Camera.Label, StringComparer.Ordinal).Select(g => g.Last())];
    }
}
