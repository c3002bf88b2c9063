using AutoCore.Core.Health;
using AutoCore.Core.Hosting;
using AutoCore.Core.Storage;
using AutoCore.Policies.Storage;

namespace AutoCore.Daemon.Storage;

/// <summary>Names the SQLite library that the daemon loads, and warns of one whose checkpoints can lose what others commit.</summary>
internal sealed class SqliteLibraryCheck : DoctorCheck
{
    public override string Subject => "SQLite library";

    protected override IEnumerable<Finding> Look(CancellationToken cancellationToken)
    {
        try
        {
            return [Evaluate(SqliteLibrary.Load())];
        }
        catch (StartFailure e)
        {
            return [Finding.Critical(Subject, e.Message, "nothing is recorded without it")];
        }
    }

    internal Finding Evaluate(LoadedSqlite library) => library.HasWalResetBug
        ? Finding.Warning(
        Subject, $"{library}: its checkpoints can lose what another program commits at the same moment (WAL-reset bug, fixed in {SqliteRelease.FirstFixed}); logs are cut more seldom because of it",
            library.IsOwn ? "Install a newer release of this program"
            : "Install the program anew: its own library was not found beside it, or does not run here")
        : Finding.Ok(Subject, $"{library}");
}
