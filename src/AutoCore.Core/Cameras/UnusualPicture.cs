using AutoCore.Core.Storage;
using AutoCore.Policies.Cameras.Unusual;
using Microsoft.Data.Sqlite;

namespace AutoCore.Core.Cameras;

/// <summary>Where a camera's newest picture is unlike its usual looks, for whoever only reads.</summary>
/// <param name="Score">How much of it, in per cent.</param>
/// <param name="IsFlagged">Whether that is more than usual.</param>
/// <param name="At">When it was taken, to the minute, UTC.</param>
/// <param name="Cells">How far each of <see cref="PictureGrid.Cells"/> cells deviates, 0 to 255, rows of <see cref="PictureGrid.Columns"/> from the top; empty
/// if none does.</param>
internal sealed record UnusualPicture(double Score, bool IsFlagged, DateTimeOffset At, byte[] Cells)
{
    /// <summary>Finds a camera's by its label; null if it was never judged.</summary>
    /// <exception cref="SqliteException">Among others, the database is of an older release.</exception>
    public static UnusualPicture? Find(SqliteConnection connection, string camera) => connection.Rows(
        "SELECT score, flagged, at, CASE WHEN cells_at = at THEN cells END FROM unusual WHERE camera = $camera",
        static r =>
        new UnusualPicture(r.GetDouble(0), r.GetInt64(1) != 0, DateTimeOffset.FromUnixTimeSeconds(r.GetInt64(2) * 60),
            r.IsDBNull(3) ? [] : r.GetFieldValue<byte[]>(3)),
        ("$camera", camera)) is [var found] ? found : null;
}
