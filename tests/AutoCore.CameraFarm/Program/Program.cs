using System.Runtime.InteropServices;
using AutoCore.CameraFarm.Behaviour;
using AutoCore.CameraFarm.Onvif;
using AutoCore.CameraFarm.Pictures;
using AutoCore.CameraFarm.Program;
using AutoCore.CameraFarm.Serving;

FarmArguments arguments;
try
{
    arguments = FarmArguments.Parse(args);
}
catch (FormatException wrong)
{
    Console.Error.WriteLine($"camera-farm: {wrong.Message}");
    Console.Error.WriteLine(FarmArguments.Usage);
    return 64;
}

if (arguments.List)
{
    foreach (var preset in Presets.All) Console.WriteLine($"{preset.Name,-28}{string.Join(" or ", preset.AlsoRight.Prepend(preset.Expected))}");
    return 0;
}

var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.TrySetResult();
}

using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);

if (arguments.Onvif)
{
    var pictures = new PicturePool(new PictureOptions { Width = 320, Height = 240, Scenes = 2 });
    var devices = OnvifPresets.All.Select((preset, i) =>
        OnvifDevice.Start(preset.Behaviour, Farm.After(arguments.Options.Address, i), arguments.Options.Port is 0 ? 80 : arguments.Options.Port,
            pictures: pictures)).ToList();
    Console.WriteLine($"ready: {devices.Count} devices");
    await stop.Task;
    foreach (var device in devices) await device.DisposeAsync();
    return 0;
}

await using var farm = Farm.Start(arguments.Options);
farm.Pictures.Warm();
var planted = Plantation.Plant(farm, arguments);
var inventory = Source.ToJson(planted.Select(camera => Source.Of(camera.Camera, camera.Preset.PasswordKey)));
if (arguments.SecretsFile is not null) Plantation.WriteSecrets(arguments.SecretsFile);
if (arguments.InventoryFile is null) Console.WriteLine(inventory);
else File.WriteAllText(arguments.InventoryFile, inventory);

foreach (var (camera, preset) in planted.Where(camera => camera.Preset.Name != "plain"))
    Console.WriteLine($"{camera.Name}: {preset.Name}, expected: {preset.Expected}");
Console.WriteLine($"ready: {planted.Count} cameras");
await stop.Task;
Console.WriteLine($"served {farm.RequestCount} requests, {farm.Images} pictures");
return 0;
