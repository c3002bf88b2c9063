using AutoCore.Core.Storage;
using AutoCore.Daemon.Storage;
using AutoCore.Policies.Cameras.Unusual;
using Microsoft.Data.Sqlite;

namespace AutoCore.Daemon.Cameras.Unusual;

/// <summary>A stored picture as far as it is judged here.</summary>
internal sealed record MeasuredPicture(string Camera, PictureGrid Grid, Moment At);

/// <summary>How a camera's state changed with a picture.</summary>
internal sealed record StateChange(string Camera, CameraState Before, CameraState After);

/// <summary>
/// The cameras' usual looks in the own database. Each use reads, decides and writes in one transaction, so that a daemon, a capture by hand and
/// <c>cameras accept</c> beside each other lose nothing of one another; memory holds one camera's model at a time.
/// </summary>
internal sealed class UnusualStore(OwnDatabase database)
{
    private const string StateColumns = "score, flagged, since, cells_at, cells";

    /// <summary>Judges pictures in the order in which they came, all in one transaction that waits for no sync.</summary>
    /// <exception cref="SqliteException">Nothing of it was written.</exception>
    public IReadOnlyList<StateChange> Evaluate(IReadOnlyList<MeasuredPicture> pictures, double threshold) =>
        database.Write(c => pictures.Select(p => Evaluate(c, p, threshold)).ToList(), durable: false);

    /// <summary>Makes what is unusual about a camera usual at once.</summary>
    /// <returns>False if there is nothing unusual.</returns>
    public bool Accept(string camera) => database.Write(c => Accept(c, camera), durable: true);

    /// <summary>The state of every camera that was ever judged.</summary>
    public IReadOnlyDictionary<string, CameraState> States() => database.Run(c =>
        c.Rows($"SELECT camera, {StateColumns} FROM unusual", static r => (Camera: r.GetString(0), State: StateOf(r, 1)))
        .ToDictionary(s => s.Camera, s => s.State, StringComparer.Ordinal));

    /// <summary>Forgets cameras that have had no picture since a time, in minutes since 1970.</summary>
    public void Forget(long before) => database.Write(c => c.Execute("DELETE FROM unusual WHERE at < $before", ("$before", before)), durable: false);

    private static StateChange Evaluate(SqliteConnection connection, MeasuredPicture picture, double threshold)
    {
        var (id, before) = Find(connection, picture.Camera) ?? (null, CameraState.Empty);
        var model = ReadModel(connection, "unusual_model", id) ?? new();
        var verdict = UnusualPolicy.Evaluate(model, ReadModel(connection, "unusual_rival", id), before, picture.Grid, picture.At, threshold);
        var row = WriteState(connection, picture.Camera, picture.At.Minutes, verdict.State);
        if (verdict.HasLearned)
            WriteModel(connection, "unusual_model", row, model);
        if (verdict.HasRivalChanged)
            WriteModel(connection, "unusual_rival", row, verdict.Rival);
        return new(picture.Camera, before, verdict.State);
    }

    private static bool Accept(SqliteConnection connection, string camera)
    {
        if (Find(connection, camera) is not ({ } id, var state) || ReadModel(connection, "unusual_rival", id) is not { } rival
            || ReadModel(connection, "unusual_model", id) is not { } model)
        {
            return false;
        }
        UnusualPolicy.Accept(model, rival);
        WriteModel(connection, "unusual_model", id, model);
        WriteModel(connection, "unusual_rival", id, null);
        var at = connection.Number("SELECT at FROM unusual WHERE id = $id", ("$id", id));
        WriteState(connection, camera, at, CameraState.Empty);
        return state.IsFlagged || rival.Pictures > 0;
    }

    private static (long? Id, CameraState State)? Find(SqliteConnection connection, string camera)
    {
        var rows = connection.Rows($"SELECT id, {StateColumns} FROM unusual WHERE camera = $camera", static r => ((long?)r.GetInt64(0), StateOf(r, 1)),
            ("$camera", camera));
        return rows.Count == 0 ? null : rows[0];
    }

    private static CameraState StateOf(SqliteDataReader row, int first) => new(
        row.GetDouble(first), row.GetInt64(first + 1) != 0, row.IsDBNull(first + 2) ? null : row.GetInt64(first + 2),
        row.IsDBNull(first + 4) ? [] : row.GetFieldValue<byte[]>(first + 4), row.GetInt64(first + 3));

    private static long WriteState(SqliteConnection connection, string camera, long at, CameraState state) => connection.Number(
        $"""
        INSERT INTO unusual (camera, at, {StateColumns}) VALUES ($camera, $at, $score, $flagged, $since, $cells_at, $cells)
        ON CONFLICT (camera) DO UPDATE SET at = $at, score = $score, flagged = $flagged, since = $since, cells_at = $cells_at, cells = $cells
        RETURNING id
        """,
        ("$camera", camera), ("$at", at), ("$score", state.Score), ("$flagged", state.IsFlagged), ("$since", state.Since), ("$cells_at", state.SuspectsAt),
        ("$cells", state.Suspects.Length > 0 ? state.Suspects : null));

    /// <summary>A model that cannot be read is learned anew.</summary>
    private static CameraModel? ReadModel(SqliteConnection connection, string table, long? id) =>
        id is not null && connection.Scalar($"SELECT looks FROM {table} WHERE id = $id", ("$id", id)) is byte[] bytes ? CameraModelBytes.TryRead(bytes) : null;

    private static void WriteModel(SqliteConnection connection, string table, long id, CameraModel? model)
    {
        if (model is null)
        {
            connection.Execute($"DELETE FROM {table} WHERE id = $id", ("$id", id));
        }
        else
        {
            connection.Execute($"INSERT INTO {table} (id, looks) VALUES ($id, $looks) ON CONFLICT (id) DO UPDATE SET looks = $looks", ("$id", id),
                ("$looks", CameraModelBytes.Write(model)));
        }
    }
}
