using System.Collections.Concurrent;
using AutoCore.Core.Cameras;
using AutoCore.Core.Hosting;
using AutoCore.Core.Storage;
using AutoCore.Policies.Cameras.Http;
using AutoCore.Policies.Cameras.Scheduling;
using AutoCore.Policies.Hosting;

namespace AutoCore.Daemon.Cameras.Storing;

/// <summary>What is remembered of a camera from round to round.</summary>
/// <param name="Busy">How long it kept a worker busy for its last picture, refused tries included.</param>
/// <param name="LastPath">Its newest picture below the pictures' folder, or null.</param>
/// <param name="Login">The login that it took with the settings it has, or none.</param>
internal sealed record CameraTrace(TimeSpan Busy, string? LastPath, KnownLogin Login = default);

/// <summary>The strongest login that a camera took.</summary>
/// <param name="Strength">Which.</param>
/// <param name="Entry">Tells an entry of the settings from another one; it says nothing of the values.</param>
/// <param name="HasOfferedDigest">Whether it ever asked for a digest.</param>
internal readonly record struct KnownLogin(LoginStrength Strength, string? Entry, bool HasOfferedDigest = false);

/// <summary>Remembers each camera's speed and newest picture in a small file that is replaced once a round, not at each turn of one camera; losing it costs one
/// slower round.</summary>
internal sealed class CameraMemory
{
    private const char Separator = '\t';

    private readonly StateFile _file;
    private readonly Lazy<ConcurrentDictionary<string, CameraTrace>> _traces;
    private int _changed;
    private volatile bool _hasNewLogin;

    public CameraMemory(HostingOptions hosting)
    {
        _file = new(Path.Combine(hosting.DataDirectory, "capture", "cameras.tsv"), mostBytes: 64_000_000);
        _traces = new(Read);
    }

    /// <summary>What is known of a camera, or null.</summary>
    public CameraTrace? Find(CameraOptions camera) => _traces.Value.GetValueOrDefault(camera.Label);

    /// <summary>Notes how long a camera kept its worker.</summary>
    public void NoteBusy(CameraOptions camera, TimeSpan busy)
    {
        Interlocked.Increment(ref _changed);
        _traces.Value.AddOrUpdate(camera.Label, _ => new(busy, null), (_, before) => before with { Busy = busy });
    }

    /// <summary>Notes a camera's newest picture.</summary>
    public void NotePicture(CameraOptions camera, string path) =>
        _traces.Value.AddOrUpdate(camera.Label, _ => new(TimeSpan.Zero, path), (_, before) => before with { LastPath = path });

    /// <summary>The strongest login that a camera took since its entry in the settings is as it is.</summary>
    public KnownLogin LoginOf(CameraOptions camera) =>
        Find(camera)?.Login is { Entry: not null } login && login.Entry == EntryOf(camera) ? login : new(LoginStrength.None, EntryOf(camera));

    /// <summary>Notes that a camera took a login.</summary>
    public void NoteLogin(CameraOptions camera, LoginStrength strength)
    {
        if (LoginOf(camera) is var known && strength > known.Strength)
            Note(camera, known with { Strength = strength });
    }

    /// <summary>Notes that a camera asked for a digest.</summary>
    public void NoteDigest(CameraOptions camera)
    {
        if (LoginOf(camera) is { HasOfferedDigest: false } known)
            Note(camera, known with { HasOfferedDigest = true });
    }

    private void Note(CameraOptions camera, KnownLogin login)
    {
        _hasNewLogin = true;
        _traces.Value.AddOrUpdate(camera.Label, _ => new(TimeSpan.Zero, null, login), (_, before) => before with { Login = login });
    }

    /// <summary>Tells an entry of the settings from another one; it says nothing of the values.</summary>
    public static string EntryOf(CameraOptions camera) =>
        Convert.ToHexStringLower(
        Sha256.HashData(Encoding.UTF8.GetBytes($"{camera.Entry.OriginalString}\n{camera.UserName}\n{camera.PasswordKey}\n{camera.Auth}")))[..8];

    /// <summary>Writes the file if enough has changed; one that cannot be written is no reason to fail a round.</summary>
    public void TrySave()
    {
        // Which login a camera took is never to be lost: it gets no weaker one.
        if (!_hasNewLogin && !RewritePolicy.IsDue(_changed, _traces.Value.Count))
            return;
        (_hasNewLogin, _changed) = (false, 0);
        var text = new StringBuilder();
        foreach (var (label, trace) in _traces.Value.OrderBy(t => t.Key, StringComparer.Ordinal))
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"{label}{Separator}{trace.Busy.TotalMilliseconds:0}{Separator}{trace.LastPath}{Separator}{(int)trace.Login.Strength}{Separator}{trace.Login.Entry}{Separator}{(trace.Login.HasOfferedDigest ? 1 : 0)}\n");
        }
        // The round's own result tells of a disk that cannot be written.
        _file.TryWrite(text.ToString());
    }

    private ConcurrentDictionary<string, CameraTrace> Read()
    {
        var traces = new ConcurrentDictionary<string, CameraTrace>(StringComparer.Ordinal);
        foreach (var line in _file.Read())
        {
            if (line.Split(Separator) is [var label, var busy, var path, .. var login]
                && double.TryParse(busy, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds is >= 0 and < 1e9)
            {
                traces[label] = new(TimeSpan.FromMilliseconds(milliseconds), path.Length > 0 ? path : null, LoginIn(login));
            }
        }
        return traces;
    }

    private static KnownLogin LoginIn(string[] fields) =>
        fields is [var strength, var entry, var digest] && int.TryParse(strength, CultureInfo.InvariantCulture, out var number)
        && Enum.IsDefined((LoginStrength)number)
            ? new((LoginStrength)number, entry, digest == "1")
            : default;
}
