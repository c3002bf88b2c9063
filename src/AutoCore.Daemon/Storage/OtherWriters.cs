using AutoCore.Core.Storage;
using AutoCore.Policies.Storage;
using Microsoft.Data.Sqlite;

namespace AutoCore.Daemon.Storage;

/// <summary>Whether others write to a database beside us.</summary>
/// <param name="areAssumed">Whether they are taken for writing until a while has shown that they do not.</param>
internal sealed class OtherWriters(TimeProvider time, bool areAssumed)
{
    private long? _seenAt = areAssumed ? time.GetTimestamp() : null;
    private long? _version;

    /// <summary>Looks whether another connection has committed since the last look.</summary>
    public bool Look(SqliteConnection connection)
    {
        var version = connection.Number("PRAGMA data_version");
        if (_version is { } before && version != before)
            Note();
        _version = version;
        return _seenAt is { } at && time.GetElapsedTime(at) < BatchPolicy.OthersCountFor;
    }

    /// <summary>Notes that one held its lock.</summary>
    public void Note() => _seenAt = time.GetTimestamp();
}
