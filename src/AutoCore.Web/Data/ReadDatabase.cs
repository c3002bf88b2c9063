using AutoCore.Core.Storage;
using Microsoft.Data.Sqlite;

namespace AutoCore.Web.Data;

/// <summary>
/// The daemon's database, read only. Each use has a connection of its own that is closed at its end, and each statement is read to its end at once:
/// no snapshot stays open that a checkpoint would have to wait for.
/// </summary>
internal sealed class ReadDatabase(DatabaseOptions options)
{
    private readonly DatabaseFile _file = new(options.Path);

    /// <summary>Reads; null if there is no database, or it cannot be read now.</summary>
    public T? TryRead<T>(Func<SqliteConnection, T> read)
        where T : class?
    {
        if (!_file.Exists)
            return null;
        try
        {
            using var connection = Open();
            return read(connection);
        }
        catch (SqliteException)
        {
            // Damaged, replaced at this moment, or of an older release without this table: there is nothing to show.
            return null;
        }
    }

    /// <summary>Without its daemon, a database that was closed cleanly has no log beside it, and none can be made from here: then nobody writes
    /// either.</summary>
    private SqliteConnection Open() =>
        File.Exists(_file.WalPath) ? SqliteConnections.OpenSmall(options.Path, options.BusyTimeout, readOnly: true)
        : SqliteConnections.OpenImmutable(options.Path);
}
