using AutoCore.Policies.Health;
using AutoCore.Policies.Mqtt;

namespace AutoCore.Policies.Tests.Mqtt;

public sealed class HomeAssistantPolicyTests
{
    [Theory]
    [InlineData("disk", "used_percent", "disk_used_percent", "Disk used", null, "%", "measurement")]
    [InlineData("disk/root", "free_mb", "disk_root_free_mb", "Disk root free", "data_size", "MB", "measurement")]
    [InlineData("sqlite", "p99_ms", "sqlite_p99_ms", "SQLite p99", "duration", "ms", "measurement")]
    [InlineData("disk", "hours_to_critical", "disk_hours_to_critical", "Disk hours to critical", "duration", "h", "measurement")]
    [InlineData("cpu", "temperature_celsius", "cpu_temperature_celsius", "CPU temperature", "temperature", "°C", "measurement")]
    [InlineData("card", "written_mb_today", "card_written_mb_today", "Card written today", "data_size", "MB", "total_increasing")]
    [InlineData("boot", "seconds", "boot_seconds", "Boot", "duration", "s", "measurement")]
    [InlineData("backup", "last_verified_ts", "backup_last_verified_ts", "Backup last verified", "timestamp", null, null)]
    [InlineData("neighbours/autocore-gateway", "memory_mb", "neighbours_autocore_gateway_memory_mb", "Neighbours autocore gateway memory", "data_size", "MB",
        "measurement")]
    public void Describe_Number_TakesClassAndUnitFromTheKey(
        string group, string key, string id, string name, string? deviceClass, string? unit, string? stateClass)
    {
        var entity = HomeAssistantPolicy.Describe(group, [key], null).Last();

        Assert.Equal(
            (id, "sensor", name, deviceClass, unit, stateClass), (entity.Id, entity.Platform, entity.Name, entity.DeviceClass, entity.Unit, entity.StateClass));
    }

    [Theory]
    [InlineData("throttled", "problem", "binary_sensor", null)]
    [InlineData("synchronized", null, "binary_sensor", null)]
    [InlineData("other", null, "sensor", "measurement")]
    [InlineData("errors", null, "sensor", "total_increasing")]
    [InlineData("port", null, "sensor", null)]
    public void Describe_Declared_IsWhatItsDeclarationSays(string key, string? deviceClass, string platform, string? stateClass)
    {
        var definition =
            new GroupDefinition("group", "Group", GroupKey.Flag("throttled", "", "problem"), GroupKey.Flag("synchronized", ""), GroupKey.Counter("errors", ""),
                GroupKey.Setting("port", ""));
        var entity = HomeAssistantPolicy.Describe("group/part", [key], definition).Last();

        Assert.Equal((platform, deviceClass, stateClass), (entity.Platform, entity.DeviceClass, entity.StateClass));
    }

    [Fact]
    public void Describe_Group_BeginsWithItsProblem() =>
        Assert.Equal(["disk_root_problem"], HomeAssistantPolicy.Describe("disk/root", [], null).Select(e => e.Id));

    [Fact]
    public void Describe_ReasonsOfFailedCameras_AreNoEntities() => Assert.Equal(["cameras_problem", "cameras_failed"],
        HomeAssistantPolicy.Describe(
        "cameras", ["failed_timeout", "failed"], new("cameras", "", GroupKey.Gauge("failed", ""), GroupKey.Gauge("failed_*", "", label: "reason")))
            .Select(e => e.Id));

    [Theory]
    [InlineData("pi-zero", "sensor.autocore_pi_zero_disk_used")]
    [InlineData("Pi 4 (attic)", "sensor.autocore_pi_4_attic_disk_used")]
    [InlineData("_a--b_", "sensor.autocore_a_b_disk_used")]
    public void EntityId_Entity_IsWhatOlderVersionsMakeOfTheNames(string node, string id) =>
        Assert.Equal(id, HomeAssistantPolicy.EntityId($"AutoCore {node}", HomeAssistantPolicy.Describe("disk", ["used_percent"], null).Last()));

    [Fact]
    public void Distinct_PartsThatSoundAlike_HaveNamesOfTheirOwn()
    {
        var entities = HomeAssistantPolicy.Distinct(
            [.. HomeAssistantPolicy.Describe("disk/mnt-a-b", ["free_mb"], null), .. HomeAssistantPolicy.Describe("disk/mnt-a_b", ["free_mb"], null)]);

        Assert.Equal(4, entities.Select(e => HomeAssistantPolicy.EntityId("AutoCore pi", e)).Distinct().Count());
        Assert.Equal("Disk mnt a b free", entities[1].Name);
        Assert.Matches("^Disk mnt a b free [0-9a-f]{8}$", entities[3].Name);
    }

    [Theory]
    [InlineData(0.0, 1)]
    [InlineData(1.0, 30)]
    public void AnnounceAfter_Jitter_IsOneToThirtySeconds(double jitter, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), HomeAssistantPolicy.AnnounceAfter(jitter));

    [Fact]
    public void FindVanished_StartNotSettled_OnlyWhatWasSeenInThisRunIsGone()
    {
        var (known, current, seen) =
            (new[] { "here", "removed", "from_earlier_run" }, new HashSet<string> { "here" }, new HashSet<string> { "here", "removed" });

        Assert.Equal(["removed"], HomeAssistantPolicy.FindVanished(known, current, seen, hasSettled: false));
        Assert.Equal(["removed", "from_earlier_run"], HomeAssistantPolicy.FindVanished(known, current, seen, hasSettled: true));
    }

    [Theory]
    [InlineData(true, "cameras_shop_p1_picture image, cameras_shop_p1_capture button")]
    [InlineData(false, "cameras_shop_p1_picture image")]
    public void DescribePictures_Camera_HasItsPictureAndWhereAllowedAButton(bool mayCapture, string expected)
    {
        var entities = HomeAssistantPolicy.DescribePictures([("Shop", "P1", "cameras/Shop/P1")], mayCapture).ToList();

        Assert.Equal(expected, string.Join(", ", entities.Select(e => $"{e.Id} {e.Platform}")));
        Assert.Equal("Shop P1", entities[0].Name);
    }

    [Fact]
    public void DescribePictures_Button_AsksForThatCamera()
    {
        var button = HomeAssistantPolicy.DescribePictures([("Águas \"Claras\"", "P1", "cameras/x/P1")], mayCapture: true).Last();
        var request = RequestArguments.Parse(System.Text.Encoding.UTF8.GetBytes(button.Payload));

        Assert.Equal(("capture", "Águas \"Claras\"", "P1"), (button.Group, request.Site, request.Camera));
    }
}
