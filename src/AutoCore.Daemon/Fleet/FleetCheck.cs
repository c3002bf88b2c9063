using AutoCore.Core.Fleet;
using AutoCore.Core.Health;
using AutoCore.Core.Hosting;
using AutoCore.Core.Mqtt;
using AutoCore.Core.Storage;

namespace AutoCore.Daemon.Fleet;

/// <summary>What <c>autocore doctor</c> says of the fleet: broker, list, signature, and what the running daemon finds wrong.</summary>
internal sealed class FleetCheck(FleetOptions options, MqttOptions mqtt, FleetListStore store, RuntimeDirectory runtime, HostingOptions hosting,
    Secrets secrets, TimeProvider time) : DoctorCheck
{
    private static readonly TimeSpan OldAfter = TimeSpan.FromDays(365);

    public override string Subject => "fleet";

    protected override IEnumerable<Finding> Look(CancellationToken cancellationToken)
    {
        if (mqtt.Host is null)
        {
            yield return Finding.Warning(Subject, "no broker is configured: this node captures the cameras of its own settings only",
                "set Mqtt:Host, or Fleet:Enabled to false");
        }
        if (options.KeyName is null)
        {
            yield return Finding.Warning(
                Subject, "the camera list is not signed: whoever may publish at the broker decides which hosts this node asks for pictures",
                "name a secret in Fleet:KeyName on all nodes, and publish the list again");
        }
        else if (secrets.Find(options.KeyName).Problem is { } missing)
        {
            yield return Finding.Critical(Subject, missing, "put the same secret on all nodes");
        }
        if (store.Load() is not { } list)
            yield return Finding.Warning(Subject, "there is no camera list on this node", "autocore fleet publish FILE, on any node");
        else if (time.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(Math.Min(list.Manifest.Version, 253_402_300_799)) is var age && age > OldAfter)
            yield return Finding.Warning(Subject, $"the camera list is {age.TotalDays:0} days old", "publish it again if cameras changed");
        else
            yield return Finding.Ok(Subject, $"list {list.Manifest.Version}: {list.Plan.Cameras} cameras, seated at {list.Manifest.Roster.Count} nodes");
        if (StatusReader.Find(runtime, hosting.DataDirectory) is { } state && StatusReader.IsRunning(state)
            && state.TryGetProperty("fleet", out var fleet) && fleet.TryGetProperty("problem", out var problem))
        {
            yield return Finding.Warning(Subject, problem.GetString() ?? "", "journalctl -u autocore-daemon says more");
        }
    }
}
