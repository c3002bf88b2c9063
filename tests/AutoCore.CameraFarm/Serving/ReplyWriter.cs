using System.Text;
using AutoCore.CameraFarm.Behaviour;
using AutoCore.CameraFarm.Pictures;

namespace AutoCore.CameraFarm.Serving;

/// <summary>What becomes of the connection after an answer.</summary>
internal enum After
{
    KeepOpen,
    Close,
    Reset,
}

/// <summary>Puts one answer on the wire, as well or as badly as its <see cref="Wire"/> says.</summary>
internal sealed class ReplyWriter(Stream stream, Wire wire, CancellationToken cancellationToken)
{
    /// <summary>Announced for a body that never ends.</summary>
    private const long HugeLength = 10_000_000_000;

    public async Task<After> WriteAsync(Reply reply)
    {
        if (wire.Cut is { Share: < 0 } silent) return await EndAsync(silent.Ending);
        await WriteTextAsync(Head(reply, BodyHeaders(reply)));
        if (wire.Cut is { } cut)
        {
            await WriteBodyAsync(reply.Body, (long)(reply.Body.Length * cut.Share));
            return await EndAsync(cut.Ending);
        }

        await WriteBodyAsync(reply.Body, long.MaxValue);
        if (wire.Framing == Framing.Chunked) await WriteTextAsync("0\r\n\r\n");
        return wire.KeepAlive && wire.Framing != Framing.UntilClose && wire.LengthError == 0 ? After.KeepOpen : After.Close;
    }

    /// <summary>Sends pictures as parts of one answer until the client hangs up.</summary>
    public async Task<After> WriteMultipartAsync(Multipart multipart, Reply first, Func<Reply> next)
    {
        await WriteTextAsync(Head(new Reply(), [("Content-Type", $"multipart/x-mixed-replace; boundary={multipart.Boundary}"), ("Connection", "close")]));
        for (var part = first; ; part = next())
        {
            var length = multipart.HasPartLength ? $"Content-Length: {part.Body.Length}{wire.NewLine}" : "";
            await WriteTextAsync($"--{multipart.Boundary}{wire.NewLine}Content-Type: {part.ContentType}{wire.NewLine}{length}{wire.NewLine}");
            await WriteBodyAsync(part.Body, long.MaxValue);
            await WriteTextAsync(wire.NewLine);
            if (wire.Cut is { } cut) return await EndAsync(cut.Ending);
            await Task.Delay(multipart.FrameInterval, cancellationToken);
        }
    }

    private string Head(Reply reply, IEnumerable<(string Name, string Value)> bodyHeaders)
    {
        var head = new StringBuilder().Append($"{wire.Protocol} {reply.Status} {reply.Reason}{wire.NewLine}");
        foreach (var (name, value) in bodyHeaders.Concat(reply.Headers)) head.Append($"{name}: {value}{wire.NewLine}");
        foreach (var line in wire.ExtraLines) head.Append(line).Append(wire.NewLine);
        return head.Append(wire.NewLine).ToString();
    }

    private IEnumerable<(string Name, string Value)> BodyHeaders(Reply reply)
    {
        if (reply.ContentType is not null) yield return ("Content-Type", reply.ContentType);
        if (wire.Framing == Framing.Chunked) yield return ("Transfer-Encoding", "chunked");
        if (wire.Framing == Framing.ContentLength)
        {
            var length = reply.Body.IsEndless ? HugeLength : reply.Body.Length + wire.LengthError;
            yield return ("Content-Length", $"{length}");
            if (wire.SecondLengthError is { } error) yield return ("Content-Length", $"{length + error}");
        }

        if (!wire.KeepAlive && wire.AnnouncesClose) yield return ("Connection", "close");
    }

    private async Task WriteBodyAsync(Payload body, long limit)
    {
        foreach (var part in body.Parts)
        {
            var piece = part[..(int)Math.Min(part.Length, limit)];
            limit -= piece.Length;
            await WritePieceAsync(piece);
        }

        while (body.IsEndless && limit > 0) await WritePieceAsync(body.Repeated);
    }

    private async Task WritePieceAsync(ReadOnlyMemory<byte> piece)
    {
        var step = wire.Drip?.Bytes ?? int.MaxValue;
        while (!piece.IsEmpty)
        {
            var now = piece[..Math.Min(piece.Length, step)];
            piece = piece[now.Length..];
            if (wire.Framing == Framing.Chunked) await WriteTextAsync($"{now.Length:x}\r\n");
            await stream.WriteAsync(now, cancellationToken);
            if (wire.Framing == Framing.Chunked) await WriteTextAsync("\r\n");
            if (wire.Drip is { } drip) await Task.Delay(drip.Pause, cancellationToken);
        }
    }

    private async Task<After> EndAsync(Ending ending)
    {
        // Ends when the client hangs up, so that silent cameras do not gather dead connections.
        if (ending == Ending.Stall) _ = await stream.ReadAsync(new byte[1], cancellationToken);
        return ending == Ending.Reset ? After.Reset : After.Close;
    }

    private ValueTask WriteTextAsync(string text) => stream.WriteAsync(Encoding.Latin1.GetBytes(text), cancellationToken);
}
