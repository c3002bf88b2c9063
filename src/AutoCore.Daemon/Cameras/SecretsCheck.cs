using AutoCore.Core.Cameras;
using AutoCore.Core.Health;
using AutoCore.Core.Hosting;
using AutoCore.Core.Storage;

namespace AutoCore.Daemon.Cameras;

/// <summary>Whether the secrets that cameras name are there.</summary>
internal sealed class SecretsCheck(CamerasOptions cameras, HostingOptions hosting, Secrets secrets) : DoctorCheck
{
    public override string Subject => "camera secrets";

    protected override IEnumerable<Finding> Look(CancellationToken cancellationToken) =>
        MissingSecrets.Of(cameras, secrets, hosting.SecretsFile).Select(m => Finding.Warning(Subject, m.Problem, m.Remedy));
}
