using AutoCore.Core.Cameras;
using AutoCore.Core.Health;
using AutoCore.Core.Hosting;
using AutoCore.Core.Storage;

namespace AutoCore.Daemon.Cameras;

/// <summary>Whether the secrets that cameras name are there.</summary>
internal sealed class SecretsCheck(CamerasOptions cameras, HostingOptions hosting, Secrets secrets) : IDoctorCheck
{
    public string Subject => "camera secrets";

    public Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Finding>>(
        [.. MissingSecrets.Of(cameras, secrets, hosting.SecretsFile).Select(m => Finding.Warning(Subject, m.Problem, m.Remedy))]);
}
