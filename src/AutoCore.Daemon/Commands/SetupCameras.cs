using AutoCore.Core;
using AutoCore.Core.Cameras;
using AutoCore.Core.Commands;
using AutoCore.Core.Storage;
using AutoCore.Daemon.Cameras.Onvif;
using AutoCore.Policies.Cameras.Capture;

namespace AutoCore.Daemon.Commands;

/// <summary>The cameras' step of <c>setup</c> on a terminal: an address is tried as <c>cameras add</c> tries it, and the network is searched as
/// <c>cameras discover</c> searches it.</summary>
/// <param name="context">The environment.</param>
/// <param name="read">What the daemon would read in a settings file.</param>
/// <param name="ask">Asks a question; an empty answer is what stands in its brackets.</param>
internal sealed class SetupCameras(CommandContext context, Func<string, LoadedSettings> read, Func<string, string> ask)
{
    private const string Search = "search";
    private const string All = "all";
    private const string UsualKey = "CAMERA_PASSWORD";
    private const string Indent = "  ";

    /// <summary>How long the devices that were found may take to say what they are: whoever is silent is left out.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly List<KeyValuePair<string, string>> _secrets = [];

    /// <summary>Passwords that were typed, for the secrets file.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Secrets => _secrets;

    /// <summary>Asks for cameras until there are no more.</summary>
    /// <param name="json">The settings file.</param>
    /// <param name="known">Mistakes that it had before.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The file with them.</returns>
    public async Task<string> AskAsync(string json, IReadOnlyList<string> known, CancellationToken cancellationToken)
    {
        const string question = $"A camera, as SITE/NAME=URL or its address alone; `{Search}` looks for cameras in the network [no more]: ";
        while (ask(question) is { Length: > 0 } answer)
        {
            json = answer.Equals(Search, StringComparison.OrdinalIgnoreCase) ? await SearchAsync(json, known, cancellationToken)
                : await AddAsync(json, answer, known, cancellationToken);
        }
        return json;
    }

    private async Task<string> AddAsync(string json, string answer, IReadOnlyList<string> known, CancellationToken cancellationToken)
    {
        if (SetupAnswers.ReadCamera(json, answer) is not { } camera)
            return Refuse(json, $"allowed: {((IValueRule)SetupAnswers.Cameras).Allowed}");
        if (camera.FindMistake("answer the questions that follow") is { } mistake)
            return Refuse(json, mistake);
        if (camera.Url.Contains("{PasswordKey}", StringComparison.Ordinal))
            camera = AskForLogin(camera, json) ?? camera;
        while (true)
        {
            var next = SetupAnswers.AddCamera(json, camera);
            var settings = read(next);
            if (settings.Report.Errors.Except(known).ToList() is { Count: > 0 } mistakes)
                return Refuse(json, [.. mistakes]);
            IReadOnlyList<CameraOptions> all = [.. settings.Options.Cameras.Sources, .. settings.Options.Cameras.Disabled];
            if (!settings.IsGood || all.FirstOrDefault(c => c.Label == $"{camera.Site}/{camera.Name}") is not { } entry)
                return Keep(next, "It is not tried while the settings have other mistakes: autocore cameras check does it later.");
            if (NewCamera.FindTwin(entry, [.. all.Where(c => c != entry)]) is { } twin)
                return Refuse(json, twin);
            var secret = CameraTrial.AskForSecret(settings, context, entry, out var missing);
            if (missing is not null)
            {
                Terminal.Write(missing, Indent);
                return IsWantedAllTheSame() ? next : json;
            }
            var finding = await CameraTrial.RunAsync(settings, context, entry, cancellationToken);
            if (!finding.IsGood && finding.Reason.Fault == CaptureFault.Auth && camera.PasswordKey is null && AskForLogin(camera, json) is { } withLogin)
            {
                camera = withLogin;
                continue;
            }
            var isAdded = finding.IsGood || IsWantedAllTheSame();
            Take(secret, isAdded);
            return isAdded ? next : json;
        }
    }

    /// <summary>Keeps a password that was typed; one that helped nobody is asked for again.</summary>
    private void Take(KeyValuePair<string, string>? secret, bool isWanted)
    {
        if (secret is { } typed && isWanted)
            _secrets.Add(typed);
        else if (secret is { } refused)
            context.Environment.Remove(refused.Key);
    }

    private bool IsWantedAllTheSame() => ask($"{Indent}Add it all the same? [y/N]: ") is "y" or "Y" or "yes";

    /// <summary>Asks for user and name of the secret. Whoever types the password itself there is asked again: few passwords are such names.</summary>
    private NewCamera? AskForLogin(NewCamera camera, string json)
    {
        if (ask($"{Indent}Its user name [none]: ") is not { Length: > 0 } user)
            return null;
        while (true)
        {
            var key = ask($"{Indent}A name for its password, not the password itself, which is asked for next [{UsualKey}]: ");
            if (key.Length == 0 || NewCamera.IsUsualKey(key) || IsThere(key, json))
                return camera with { User = user, PasswordKey = key.Length == 0 ? UsualKey : key };
            Terminal.Write($"allowed: {NewCamera.UsualKeyRule}; the password itself is asked for next, and is not shown then", Indent);
        }
    }

    /// <summary>Whether there is a secret of that name, however unusual.</summary>
    private bool IsThere(string key, string json) =>
        NewCamera.IsKey(key) && new Secrets(read(json).Options.Hosting.SecretsFile, context.Environment).Find(key).Problem is null;

    private async Task<string> SearchAsync(string json, IReadOnlyList<string> known, CancellationToken cancellationToken)
    {
        var offered = await FindAsync(read(json), cancellationToken);
        foreach (var (label, camera) in offered.Count > 0 ? Choose(offered) : [])
            json = await AddAsync(json, $"{label}={camera.Url}", known, cancellationToken);
        return json;
    }

    /// <summary>Searches, and shows what was found.</summary>
    /// <returns>What the settings do not have.</returns>
    private async Task<List<(string Label, FoundCamera Camera)>> FindAsync(LoadedSettings settings, CancellationToken cancellationToken)
    {
        using var owner = ActingUser.AsOwnerOf(settings.Options.Hosting.DataDirectory);
        using var host = CommandHost.BuildReadOnly(settings, context, verbose: false);
        var search = host.Services.GetRequiredService<DiscoverySearch>();
        Console.WriteLine($"Looking for cameras, {DiscoverySearch.Patience.TotalSeconds:0} seconds …");
        var devices = await search.FindAsync(search.Interfaces(), cancellationToken);
        var offered = new List<(string, FoundCamera)>();
        if (devices.Count == 0)
        {
            Terminal.Write(DiscoverCommand.NobodyAnswers, Indent);
            return offered;
        }
        var findings = await DiscoverCommand.AskAsync(host.Services.GetRequiredService<OnvifInquiry>(), devices, null, cancellationToken, Patience);
        var list = new FoundInventory([.. settings.Options.Cameras.Sources, .. settings.Options.Cameras.Disabled]);
        foreach (var finding in findings)
        {
            if (finding.Problem is { } problem)
                Terminal.Write($"{finding.Device.Service.Authority}: {problem}: {finding.Remedy}", Indent);
            foreach (var (label, camera, isNew) in list.Add(finding))
            {
                if (isNew)
                    offered.Add((label, camera));
                Terminal.Write($"{(isNew ? $"{offered.Count}:" : "-")} {label}, {camera.Url}{(isNew ? "" : ", in the settings already")} ({camera.Note})", Indent);
            }
        }
        foreach (var claimants in FoundDevice.FindClaimants(devices))
            Terminal.Write(DiscoverCommand.DescribeClaimants(claimants), Indent);
        return offered;
    }

    private List<(string Label, FoundCamera Camera)> Choose(List<(string Label, FoundCamera Camera)> offered)
    {
        while (ask($"Which of them, by their numbers, or `{All}` [none]: ") is { Length: > 0 } answer)
        {
            if (answer.Equals(All, StringComparison.OrdinalIgnoreCase))
                return offered;
            var numbers = answer.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries)
                .Select(static t => int.TryParse(t, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0).Distinct().ToList();
            if (numbers.TrueForAll(n => n >= 1 && n <= offered.Count))
                return numbers.ConvertAll(n => offered[n - 1]);
            Terminal.Write($"allowed: numbers from 1 to {offered.Count}, or {All}", Indent);
        }
        return [];
    }

    private static string Refuse(string json, params IEnumerable<string> reasons)
    {
        foreach (var reason in reasons)
            Terminal.Write(reason, Indent);
        return json;
    }

    /// <summary>The file with the camera, and a word about it.</summary>
    private static string Keep(string json, string text) => Refuse(json, text);
}
