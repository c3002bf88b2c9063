using AutoCore.CameraFarm.Behaviour;
using AutoCore.CameraFarm.Pictures;

namespace AutoCore.CameraFarm.Serving;

/// <summary>A picture that a camera began to send.</summary>
public sealed class SentPicture
{
    private readonly Func<byte[], byte[]>? damage;
    private readonly bool isEndless;

    internal SentPicture(Payload whole, Camera behaviour)
    {
        Whole = whole;
        damage = behaviour.Damage;
        isEndless = behaviour.IsEndless;
    }

    /// <summary>The picture that a client should keep if what was sent is sound.</summary>
    public Payload Whole { get; }

    /// <summary>What went out; made anew at each call, since cameras that run for days would otherwise keep every spoilt copy.</summary>
    public Payload Sent =>
        isEndless ? JpegSurgery.Endless(Whole.ToArray())
        : damage is not null ? new Payload(damage(Whole.ToArray()))
        : Whole;
}

/// <summary>One camera of a running farm, with what it was asked and what it sent.</summary>
public sealed class FarmCamera
{
    private readonly Lock gate = new();
    private readonly List<SentPicture> sent = [];
    private readonly PicturePool pictures;
    private readonly int index;
    private volatile Camera behaviour;
    private int requests;
    private int admitted;

    internal FarmCamera(string name, Camera behaviour, Uri url, int index, PicturePool pictures)
    {
        Name = name;
        Url = url;
        this.behaviour = behaviour;
        this.index = index;
        this.pictures = pictures;
    }

    public string Name { get; }

    /// <summary>Where its snapshot is.</summary>
    public Uri Url { get; }

    /// <summary>May be changed while the farm runs; counts go on.</summary>
    public Camera Behaviour
    {
        get => behaviour;
        set => behaviour = value;
    }

    /// <summary>Requests for its snapshot so far, refused ones included.</summary>
    public int Requests => Volatile.Read(ref requests);

    /// <summary>Pictures it has begun to send, whole or spoilt.</summary>
    public int Images
    {
        get { lock (gate) return sent.Count; }
    }

    /// <summary>What it sent, oldest first.</summary>
    public IReadOnlyList<SentPicture> Sent
    {
        get { lock (gate) return [.. sent]; }
    }

    /// <summary>Counts a request and says how long it takes.</summary>
    internal TimeSpan BeginRequest() => behaviour.Latency.Of(Interlocked.Increment(ref requests) - 1);

    internal Reply Answer(Request request, Camera now)
    {
        if (now.Address is { } address && !request.Names(address)) return Reply.Page(404);
        if (now.Authentication?.Check(request) is { } refusal) return refusal;
        var number = Interlocked.Increment(ref admitted) - 1;
        return now.Fault is { } fault && fault.When(number) ? fault.Reply : NextPicture(now);
    }

    internal Reply NextPicture(Camera now)
    {
        lock (gate)
        {
            var picture = new SentPicture(pictures.Get(now.Picture, Name, index, sent.Count), now);
            sent.Add(picture);
            return new Reply { IsPicture = true, ContentType = now.ContentType, Body = picture.Sent, Headers = LastModified(now) };
        }
    }

    private static (string, string)[] LastModified(Camera now) =>
        now.LastModifiedAge is { } age ? [("Last-Modified", (TimeProvider.System.GetUtcNow() - age).ToString("R"))] : [];
}
