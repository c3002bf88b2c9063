using System.CommandLine;
using System.Runtime.ExceptionServices;
using AutoCore.Core;
using AutoCore.Core.Commands;
using AutoCore.Core.Hosting;
using AutoCore.Core.Storage;
using AutoCore.Daemon.Cameras.Onvif;
using AutoCore.Policies.Cameras.Onvif;

namespace AutoCore.Daemon.Commands;

/// <summary><c>autocore cameras discover</c>: finds ONVIF devices and asks them what a list of cameras wants to know. A password is for the one device that is
/// named, and never goes in the open.</summary>
internal static class DiscoverCommand
{
    /// <summary>Devices that are asked at once.</summary>
    private const int AtOnce = 8;

    /// <summary>What is said where nobody answers.</summary>
    public const string NobodyAnswers = "no device answered: discovery reaches the own network only, by IPv4, and must be on in the camera";

    private const string AskOne = "autocore cameras discover --device ADDRESS --user U --password-key K";

    public static Command Create(CommandContext context)
    {
        var network = new ValueOption<string?>("--interface", ValueRule.AnyText, ValueRule.Text())
        { Description = "Search over this interface only, by its name or address", HelpName = "I" };
        var device = new ValueOption<string?>("--device", "a host, HOST:PORT or an onvif:// address",
            ValueRule.Text(static t => OnvifAddress.Read(t) is not null))
        { Description = "Ask this one device instead, at a name or address, also of IPv6", HelpName = "ADDRESS" };
        var user = new ValueOption<string?>("--user", ValueRule.AnyText, ValueRule.Text()) { Description = "Its user", HelpName = "U" };
        var key = new ValueOption<string?>("--password-key", NewCamera.KeyRule, ValueRule.Text(NewCamera.IsKey))
        { Description = "The name of the secret with its password", HelpName = "K" };
        var file = new ValueOption<string?>("--write", "a path that ends in .csv or .json",
            ValueRule.Text(static t => Path.GetExtension(t).ToLowerInvariant() is ".csv" or ".json"))
        { Description = "Add what is found to this inventory (.csv or .json); what stands in it stays", HelpName = "FILE" };
        var command = new Command("discover", "Find ONVIF cameras in the network (by IPv4), and write them into an inventory.") { network, device, user, key, file };
        command.SetAction(async (line, token) =>
        {
            var wanted = new Wanted(line.GetValue(network), line.GetValue(device), line.GetValue(user), line.GetValue(key), line.GetValue(file));
            return wanted.Mistake is { } mistake ? Terminal.Fail(mistake, ExitCodes.Usage)
                : await RunAsync(context, context.LoadGood(line, mends: static options => options.Cameras.NoInventory), wanted, token);
        });
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, LoadedSettings settings, Wanted wanted, CancellationToken cancellationToken)
    {
        using var host = CommandHost.BuildReadOnly(settings, context, verbose: false);
        var search = host.Services.GetRequiredService<DiscoverySearch>();
        var login = wanted is { User: { } user, Key: { } key } ? (user, key) : ((string, string)?)null;
        if (login is not null && host.Services.GetRequiredService<Secrets>().Find(wanted.Key!).Problem is { } missing)
            return Terminal.Fail($"{missing}: add a line {wanted.Key}=… to {settings.Options.Hosting.SecretsFile}");
        try
        {
            var list = new FoundInventory(wanted.File);
            IReadOnlyList<FoundDevice> devices;
            IReadOnlyList<DeviceFinding> findings;
            // What devices send is nothing for root.
            using (ActingUser.AsOwnerOf(settings.Options.Hosting.DataDirectory))
            {
                devices = wanted.Device is { } address ? [await NameAsync(search, address, cancellationToken)]
                    : await search.FindAsync(DiscoverySearch.Find(wanted.Interface), cancellationToken);
                findings = await AskAsync(host.Services.GetRequiredService<OnvifInquiry>(), devices, login, cancellationToken);
            }
            if (devices.Count == 0)
                return Terminal.Fail(DescribeNone(wanted.Interface));
            var unwritten = Add(findings, list, out var named);
            foreach (var (finding, i) in findings.Select(static (f, i) => (f, i)))
                Print(finding, named[i], list, wanted.File);
            foreach (var claimants in FoundDevice.FindClaimants(devices))
                Terminal.Write(DescribeClaimants(claimants));
            var good = findings.Count(static f => f.Problem is null);
            Console.WriteLine($"{good} of {findings.Count} devices told what may be asked");
            unwritten?.Throw();
            if (wanted.File is not null && named.Sum(static n => n.Count(static c => c.IsNew)) is > 0 and var added)
                Console.WriteLine($"{wanted.File}: {added} {(added == 1 ? "camera" : "cameras")} added");
            if (list.Completed.Count is > 0 and var completed)
                Console.WriteLine($"{wanted.File}: {completed} {(completed == 1 ? "camera" : "cameras")} completed");
            if (login is null && good > 0)
                Terminal.Write($"With a login each tells the addresses of its pictures: {AskOne}");
            return good == findings.Count ? ExitCodes.Good : good == 0 ? ExitCodes.Failed : ExitCodes.Partly;
        }
        catch (UnauthorizedAccessException)
        {
            return Terminal.Fail($"{wanted.File}: {Environment.UserName} may not read or write it: run this with sudo, or name another file");
        }
        catch (IOException e)
        {
            return Terminal.Fail(e.Message);
        }
    }

    /// <summary>A device that is named, with what it says of itself if it hears probes.</summary>
    private static async Task<FoundDevice> NameAsync(DiscoverySearch search, string address, CancellationToken cancellationToken)
    {
        var service = OnvifAddress.Read(address)!;
        var told = await search.AskAsync(service.Host, cancellationToken);
        return new(told?.Endpoint, service, told?.Scopes ?? []);
    }

    /// <summary>Asks devices, a few at once.</summary>
    /// <param name="inquiry">What asks.</param>
    /// <param name="devices">Whom.</param>
    /// <param name="login">User and the name of the secret, or null.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="patience">How long each may take; null: as long as is usual.</param>
    public static async Task<IReadOnlyList<DeviceFinding>> AskAsync(OnvifInquiry inquiry, IReadOnlyList<FoundDevice> devices, (string, string)? login,
        CancellationToken cancellationToken, TimeSpan? patience = null)
    {
        using var places = new SemaphoreSlim(AtOnce);
        return await Task.WhenAll(devices.Select(async device =>
        {
            await places.WaitAsync(cancellationToken);
            try
            {
                return await inquiry.AskAsync(device, login, cancellationToken, patience);
            }
            finally
            {
                places.Release();
            }
        }));
    }

    /// <summary>Adds what was found to the list.</summary>
    /// <param name="findings">What was found.</param>
    /// <param name="list">The list.</param>
    /// <param name="named">How each device's cameras are called, and which are new.</param>
    /// <returns>Why it was not written; what was found is shown all the same.</returns>
    private static ExceptionDispatchInfo? Add(IReadOnlyList<DeviceFinding> findings, FoundInventory list,
        out IReadOnlyList<IReadOnlyList<(string Label, FoundCamera Camera, bool IsNew)>> named)
    {
        named = [.. findings.Select(list.Add)];
        try
        {
            if (list.Save() is { Count: > 0 } written)
                named = written;
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ExceptionDispatchInfo.Capture(e);
        }
    }

    private static void Print(DeviceFinding finding, IReadOnlyList<(string Label, FoundCamera Camera, bool IsNew)> named, FoundInventory list, string? file)
    {
        if (finding.Problem is { } problem)
        {
            Terminal.Write($"{finding.Device.Service.Authority}: {problem}");
            if (finding.Remedy is { } remedy)
                Terminal.Write(remedy, "  ");
            return;
        }
        foreach (var (label, camera, isNew) in named)
        {
            var known = isNew ? "" : $", in {file} already{(list.Completed.Contains(label) ? ", and completed" : "")}";
            Terminal.Write($"{label}: {camera.Url}, Auth {camera.Auth}{known}");
            Terminal.Write(camera.Note, "  ");
        }
    }

    private static string DescribeNone(string? network) => network is not null && DiscoverySearch.Find(network).Count == 0
        ? $"{network}: no interface of this name or address with an IPv4 address is up; ip address lists them"
        : $"{NobodyAnswers}; --device ADDRESS asks one by its address, also of IPv6";

    /// <summary>What is said of devices that say that they are one.</summary>
    public static string DescribeClaimants(IReadOnlyList<FoundDevice> devices) =>
        $"{string.Join(" and ", devices.Select(static d => d.Service.Authority))} say that they are one device ({devices[0].Endpoint}): it has several addresses, "
        + "or one of them poses as another: look at each of them before it gets a password";

    private sealed record Wanted(string? Interface, string? Device, string? User, string? Key, string? File)
    {
        /// <summary>What does not go together, or null.</summary>
        public string? Mistake => User is null != Key is null ? "--user and --password-key belong together: give both, or none"
            : User is not null && Device is null ? "--user needs --device: a password goes to a device that is named, and not to whoever answers"
            : Device is not null && Interface is not null ? "--interface is for the search: leave it out with --device"
            : null;
    }
}
