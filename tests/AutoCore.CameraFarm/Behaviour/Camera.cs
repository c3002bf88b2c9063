using AutoCore.CameraFarm.Access;
using AutoCore.CameraFarm.Pictures;

namespace AutoCore.CameraFarm.Behaviour;

/// <summary>Where a camera is found, if at all.</summary>
public enum Reach
{
    Http,

    /// <summary>HTTPS with the farm's self-signed certificate.</summary>
    Tls,

    /// <summary>Nothing listens on its port.</summary>
    Refused,

    /// <summary>Attempts to connect are neither accepted nor refused, as behind a firewall or with the power cut.</summary>
    Unreachable,

    /// <summary>Its host name does not exist.</summary>
    UnknownName,
}

/// <summary>How one camera behaves, put together from parts; the default is a camera without fault.</summary>
public sealed record Camera
{
    public Reach Reach { get; init; }

    /// <summary>Where its picture is: a path, with a query whose parameters a request must name with the same values, but for those in braces; null: as it is
    /// called.</summary>
    public string? Address { get; init; }

    /// <summary>Time until its first byte, for refusals too.</summary>
    public Latency Latency { get; init; } = Latency.None;

    /// <summary>What it asks for; null: nothing.</summary>
    public Authentication? Authentication { get; init; }

    /// <summary>What it answers instead of a picture, and when.</summary>
    public Fault? Fault { get; init; }

    public Picture Picture { get; init; } = Picture.Living;

    /// <summary>What happens to each picture's bytes before they are sent; null: nothing.</summary>
    public Func<byte[], byte[]>? Damage { get; init; }

    /// <summary>The picture's header goes on for ever, legal at every byte.</summary>
    public bool IsEndless { get; init; }

    /// <summary>The picture's content type; null: no such header.</summary>
    public string? ContentType { get; init; } = "image/jpeg";

    /// <summary>Sends <c>Last-Modified</c>, this far in the past; null: no such header.</summary>
    public TimeSpan? LastModifiedAge { get; init; }

    /// <summary>How the answer is put on the wire.</summary>
    public Wire Wire { get; init; } = Wire.Plain;
}
