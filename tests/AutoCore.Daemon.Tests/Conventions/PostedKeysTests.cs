using System.Reflection;
using System.Text.RegularExpressions;
using AutoCore.Core;
using AutoCore.Core.Alerts;
using AutoCore.Core.Backups;
using AutoCore.Core.Cameras;
using AutoCore.Core.Clock;
using AutoCore.Core.DiskWatchdog;
using AutoCore.Core.Fleet;
using AutoCore.Core.Health;
using AutoCore.Core.Mqtt;
using AutoCore.Core.Neighbours;
using AutoCore.Core.SdCard;
using AutoCore.Core.Storage;
using AutoCore.Daemon.Alerts;
using AutoCore.Daemon.Backups;
using AutoCore.Daemon.Cameras;
using AutoCore.Daemon.Cameras.Shrinking;
using AutoCore.Daemon.Cameras.Unusual;
using AutoCore.Daemon.Clock;
using AutoCore.Daemon.DiskWatchdog;
using AutoCore.Daemon.Fleet;
using AutoCore.Daemon.Health;
using AutoCore.Daemon.Hosting;
using AutoCore.Daemon.Mqtt;
using AutoCore.Daemon.Neighbours;
using AutoCore.Daemon.SdCard;
using AutoCore.Daemon.SecondPlace;
using AutoCore.Daemon.Storage;
using AutoCore.Policies.Backups;
using AutoCore.Policies.Cameras.Freshness;
using AutoCore.Policies.Health;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Conventions;

/// <summary>The keys that a group's readings are given, by what the compiler made of the methods that give them, are those that it declares: no fewer, no
/// more.</summary>
public sealed partial class PostedKeysTests
{
    /// <summary>Which methods give a group its keys.</summary>
    private static readonly (GroupDefinition Group, (Type Type, string Method)[] Posters, string[] More)[] Groups =
    [
        (HealthGroups.Memory, [(typeof(MemoryProbe), "ReadAsync")], []),
        (HealthGroups.Cpu, [(typeof(CpuProbe), "ReadAsync")], []),
        (HealthGroups.Uptime, [(typeof(UptimeProbe), "ReadAsync")], []),
        (HealthGroups.Boot, [(typeof(BootGroupProbe), "ReadAsync")], []),
        (HealthGroups.Network, [(typeof(NetworkProbe), "ReadAsync")], []),
        (StorageGroups.Sqlite, [(typeof(SqliteHealth), "Post")], []),
        (DiskWatchdogGroups.Disk, [(typeof(DiskReport), "Measures"), (typeof(DiskReport), "Tell"), (typeof(DiskReport), "TellGroup")], []),
        (SdCardGroups.Card, [(typeof(SdCardService), "RunOnceAsync")], []),
        (CamerasGroups.Cameras,
            [(typeof(CameraReadings), "Post"), (typeof(CameraReadings), "PostIdle"), (typeof(CameraReadings), "PostPause"), (typeof(UnusualMonitor), "Recall")],
            [.. PictureOddityNames.All.Select(o => o.Word)]),
        (CamerasGroups.Shrinking, [(typeof(ShrinkService), "Report")], []),
        (BackupsGroups.Backup, [(typeof(BackupService), "Report"), (typeof(BackupService), "Measure"), (typeof(SecondPlaceService), "Report")], []),
        (ClockGroups.Clock, [(typeof(ClockService), "RunOnceAsync")], []),
        (NeighboursGroups.Neighbours, [(typeof(NeighbourReport), "ToReading")], []),
        (AlertsGroups.Alerts, [(typeof(AlertsService), "Post")], []),
        (MqttGroups.Mqtt, [(typeof(BrokerHealth), "Post")], []),
        (FleetGroups.Fleet, [(typeof(FleetService), "Report")], []),
    ];

    /// <summary>Readings of no group of the catalogue: of each camera, and of a worker that fails.</summary>
    private static readonly (Type Type, string Method)[] Others =
        [(typeof(CameraReadings), "Put"), (typeof(CameraReadings), "PutResting"), (typeof(PeriodicWorker), "Fail"), (typeof(PeriodicWorker), "RunGuardedAsync")];

    public static TheoryData<string> Names => [.. GroupCatalogue.All.Select(g => g.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Group_PostsWhatItDeclares_AndDeclaresWhatItPosts(string name)
    {
        var (group, posters, more) = Assert.Single(Groups, g => g.Group.Name == name);
        var posted = posters.SelectMany(p => MethodCode.BodiesOf(p.Type, p.Method)).SelectMany(MethodCode.TextsIn)
            .Where(t => Key().IsMatch(t) && !t.EndsWith("_bytes", StringComparison.Ordinal) && t != name && t != BackupName.Own).Concat(more).ToHashSet();

        Assert.Equal(group.Keys.Select(k => k.Name.TrimEnd('*')).Order(StringComparer.Ordinal), posted.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Readings_AreMadeOnlyWhereTheirKeysAreHeldToTheDeclaration()
    {
        var known = Groups.SelectMany(g => g.Posters).Concat(Others).ToHashSet();
        var makers = typeof(DaemonHost).Assembly.GetTypes().SelectMany(MethodCode.MethodsOf)
            .Where(m => MethodCode.MembersIn(m).OfType<ConstructorInfo>().Any(c => c.DeclaringType == typeof(HealthReading)))
            .Select(MethodCode.WrittenAs).Distinct();

        Assert.Empty(makers.Where(m => !known.Contains(m)));
    }

    [Fact]
    public void Probes_ReadGroupsOfTheCatalogue()
    {
        var probes = typeof(DaemonHost).Assembly.GetTypes().Where(t => t.IsClass && t.IsAssignableTo(typeof(IGroupProbe)));

        Assert.Empty(probes.Except(Groups.SelectMany(g => g.Posters).Select(p => p.Type)));
    }

    [GeneratedRegex("^[a-z][a-z0-9_]*$")]
    private static partial Regex Key();
}
