using AutoCore.Core.Health;
using AutoCore.Core.Storage;

namespace AutoCore.Daemon.Cameras.Shrinking;

/// <summary>Whether the programs that make old pictures smaller are there.</summary>
internal sealed class ShrinkingCheck(IPictureCodec codec) : DoctorCheck
{
    public override string Subject => "old pictures";

    protected override IEnumerable<Finding> Look(CancellationToken cancellationToken)
    {
        var (programs, package) = codec.Needs;
        var missing = programs.Where(p => ExternalCommand.Find(p) is null).ToList();
        yield return missing.Count == 0
            ? Finding.Ok(Subject, $"{string.Join(" and ", programs)} are there")
            : Finding.Critical(Subject, $"{string.Join(" and ", missing)} not installed: no picture is made smaller", $"apt install {package}");
    }
}
