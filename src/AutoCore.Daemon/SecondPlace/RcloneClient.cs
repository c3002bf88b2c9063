using System.Collections.Concurrent;
using System.Security.Cryptography;
using AutoCore.Core.Hosting;
using AutoCore.Core.SecondPlace;
using AutoCore.Core.Storage;
using AutoCore.Policies.Backups;
using AutoCore.Policies.SecondPlace;

namespace AutoCore.Daemon.SecondPlace;

/// <summary>Why something could not be done at a remote, with the remedy.</summary>
internal sealed class RemoteFailure(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>
/// Runs rclone, the only way to a remote: one transfer, at idle priority, with nothing in its environment but the way through a proxy, so that
/// no variable and no file but the configured one says where it goes.
/// </summary>
internal sealed class RcloneClient(SecondPlaceOptions options, HostingOptions hosting, RcloneSurroundings surroundings)
{
    /// <summary>The program, and the Debian package with it.</summary>
    public const string Program = "rclone";

    private const int NothingThere = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Remotes whose credentials may write into their bucket and not ask for the bucket itself.</summary>
    private readonly ConcurrentDictionary<string, bool> _bucketLess = new(StringComparer.Ordinal);

    /// <summary>The folder of this installation on every remote, so that two that share one never touch each other's files.</summary>
    public string Own { get; } = RemoteListing.FolderOf(hosting.Node, InstallationId.Of(hosting)[..8]);

    /// <summary>The path on a remote of a file of this installation.</summary>
    public string PathOf(string file) => $"{Own}/{file}";

    /// <summary>Paths and lengths of all files of a remote, those of other installations and of older versions among them; empty where the folder is not there
    /// yet.</summary>
    public async Task<RemoteListing> ListAsync(RemoteOptions remote, CancellationToken cancellationToken) =>
        new(Own, await ListAsync(remote, "", cancellationToken));

    /// <summary>Names and lengths of the files of this installation.</summary>
    public Task<IReadOnlyDictionary<string, long>> ListOwnAsync(RemoteOptions remote, CancellationToken cancellationToken) =>
        ListAsync(remote, Own, cancellationToken);

    /// <summary>Names and lengths of what lies in the shared folder itself, in no installation's: older versions wrote there.</summary>
    public Task<IReadOnlyDictionary<string, long>> ListSharedAsync(RemoteOptions remote, CancellationToken cancellationToken) =>
        ListAsync(remote, "", cancellationToken, levels: 1);

    private async Task<IReadOnlyDictionary<string, long>> ListAsync(RemoteOptions remote, string folder, CancellationToken cancellationToken, int levels = 3)
    {
        var files = new Dictionary<string, long>(StringComparer.Ordinal);
        using var listing = await ReadJsonAsync(remote,
            ["lsjson", "--recursive", "--max-depth", levels.ToString(CultureInfo.InvariantCulture), "--files-only", "--no-modtime", "--no-mimetype",
                "--fast-list", remote.Address.Of(folder).TrimEnd('/')], cancellationToken);
        foreach (var file in listing?.RootElement.EnumerateArray() ?? default)
            files[file.GetProperty("Path").GetString()!] = file.GetProperty("Size").GetInt64();
        return files;
    }

    /// <summary>Copies a file there, whatever lies there.</summary>
    /// <param name="remote">Where.</param>
    /// <param name="path">The local file.</param>
    /// <param name="file">Its name there.</param>
    /// <param name="progress">Told of the bytes so far.</param>
    /// <param name="cancellationToken">Cuts it.</param>
    public async Task PutAsync(RemoteOptions remote, string path, string file, Action<long> progress, CancellationToken cancellationToken)
    {
        const string leaveBucketAlone = "--s3-no-check-bucket";
        string[] move = [path, remote.Address.Of(file)];
        if (!_bucketLess.ContainsKey(remote.Name))
        {
            var (outcome, log) = await MoveAsync(remote, move, progress, cancellationToken);
            if (outcome.ExitCode == 0 || !RcloneAnswer.IsNotAllowed(log.Errors))
            {
                Require(remote, outcome, log);
                return;
            }
        }
        // Rclone looks for the bucket, and makes it, before it writes: credentials for one folder of it may do neither.
        var (again, answer) = await MoveAsync(remote, [leaveBucketAlone, .. move], progress, cancellationToken);
        Require(remote, again, answer);
        _bucketLess[remote.Name] = true;
    }

    /// <summary>Fetches a file from there.</summary>
    public async Task FetchAsync(RemoteOptions remote, string file, string path, Action<long> progress, CancellationToken cancellationToken)
    {
        var (outcome, log) = await MoveAsync(remote, [remote.Address.Of(file), path], progress, cancellationToken);
        Require(remote, outcome, log);
    }

    /// <summary>Whether a file there is what the local one is: by a hash that the remote tells, else by reading it back whole.</summary>
    /// <param name="remote">Where.</param>
    /// <param name="file">Its name there.</param>
    /// <param name="path">The local file.</param>
    /// <param name="sum">Its SHA-256.</param>
    public async Task<bool> IsSameAsync(RemoteOptions remote, string file, string path, string sum, CancellationToken cancellationToken)
    {
        if (!remote.VerifyByDownload && await FindHashAsync(remote, file, cancellationToken) is { } told)
            return told.Hash == (told.Kind == "sha256" ? sum : await RemoteHash.ComputeAsync(path, told.Kind, cancellationToken));
        return await SumAsync(remote, file, cancellationToken) == sum;
    }

    /// <summary>The SHA-256 of a file there, read whole.</summary>
    public async Task<string> SumAsync(RemoteOptions remote, string file, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var taken = 0L;
        async Task TakeAsync(Stream output, CancellationToken token)
        {
            var buffer = new byte[64 * 1024];
            while (await output.ReadAsync(buffer, token) is > 0 and var count)
            {
                hash.AppendData(buffer, 0, count);
                Interlocked.Add(ref taken, count);
            }
        }
        var (outcome, log) = await RunAsync(remote, [.. Limits(remote), "cat", remote.Address.Of(file)],
            (request, _) => request with { TakeOutput = TakeAsync, Progress = () => Interlocked.Read(ref taken) }, cancellationToken);
        Require(remote, outcome, log);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The text of a small file there, or null if it is not there.</summary>
    public async Task<string?> ReadTextAsync(RemoteOptions remote, string file, CancellationToken cancellationToken)
    {
        var (outcome, log) = await RunAsync(remote, ["cat", "--count", "4096", remote.Address.Of(file)], null, cancellationToken);
        if (outcome.ExitCode == NothingThere)
            return null;
        Require(remote, outcome, log);
        return outcome.Output.Length == 0 ? null : outcome.Output;
    }

    /// <summary>Removes a file there; one that is gone is removed.</summary>
    public async Task DeleteAsync(RemoteOptions remote, string file, CancellationToken cancellationToken)
    {
        const int noSuchFile = 4;
        var (outcome, log) = await RunAsync(remote, ["deletefile", remote.Address.Of(file)], null, cancellationToken);
        if (outcome.ExitCode is not (NothingThere or noSuchFile)
            && !log.Errors.Any(e => e.Contains("is a directory or doesn't exist", StringComparison.Ordinal)))
        {
            Require(remote, outcome, log);
        }
    }

    /// <summary>Moves bytes. What arrived is compared by the caller: rclone's own comparison asks for a hash, and fails for good where the remote's shell sees
    /// other paths than SFTP.</summary>
    private Task<(CommandOutcome Outcome, RcloneLog Log)> MoveAsync(RemoteOptions remote, string[] move, Action<long> progress,
        CancellationToken cancellationToken) =>
        RunAsync(remote, [.. Limits(remote), "copyto", "--ignore-times", "--ignore-checksum", "--log-level", "INFO", "--stats", "2s", .. move],
            (request, seen) => request with
            {
                Progress = () =>
                {
                    // rclone also writes lines while it stands still: only bytes count.
                    progress(seen.Bytes);
                    return seen.Bytes;
                },
            }, cancellationToken);

    private async Task<(string Kind, string Hash)?> FindHashAsync(RemoteOptions remote, string file, CancellationToken cancellationToken)
    {
        using var found = await ReadJsonAsync(remote,
            ["lsjson", "--stat", "--hash", .. RemoteHash.Kinds.SelectMany(h => new[] { "--hash-type", h }), remote.Address.Of(file)], cancellationToken);
        if (found is null || found.RootElement.ValueKind != JsonValueKind.Object || !found.RootElement.TryGetProperty("Hashes", out var hashes))
            return null;
        foreach (var kind in RemoteHash.Kinds)
        {
            if (hashes.TryGetProperty(kind, out var hash) && hash.GetString() is { Length: > 0 } text)
                return (kind, text);
        }
        return null;
    }

    private async Task<JsonDocument?> ReadJsonAsync(RemoteOptions remote, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var (outcome, log) = await RunAsync(remote, arguments, null, cancellationToken);
        if (outcome.ExitCode == NothingThere)
            return null;
        Require(remote, outcome, log);
        try
        {
            return JsonDocument.Parse(outcome.Output);
        }
        catch (JsonException e)
        {
            throw new RemoteFailure($"{remote.Name}: rclone gave no list: {e.Message}; is it version {RcloneAnswer.OldestVersion} or newer?", e);
        }
    }

    private async Task<(CommandOutcome, RcloneLog)> RunAsync(RemoteOptions remote, IReadOnlyList<string> arguments,
        Func<CommandRequest, RcloneLog, CommandRequest>? adapt, CancellationToken cancellationToken)
    {
        if (RcloneConfig.FindProblem(options.ConfigFile, remote.Address.Section) is { } problem)
            throw new RemoteFailure($"{remote.Name}: {problem}");
        var log = new RcloneLog();
        string[] common =
        [
            "--config", options.ConfigFile, "--ask-password=false", "--use-json-log", "--retries", "1", "--low-level-retries", "3", "--contimeout", "15s",
                "--timeout", "1m",
            "--transfers", "1", "--checkers", "1", "--buffer-size", "0",
            .. RcloneSurroundings.ArgumentsFor(remote),
        ];
        var request = new CommandRequest(Program, [.. common, .. arguments])
        {
            Environment = surroundings.EnvironmentFor(remote),
            Patience = Patience,
            OnErrorLine = log.Take,
            AtIdle = true,
        };
        try
        {
            var outcome = await ExternalCommand.RunAsync(adapt?.Invoke(request, log) ?? request, cancellationToken)
                ?? throw new RemoteFailure($"{remote.Name}: rclone is not installed: apt install {Program}");
            return (outcome, log);
        }
        catch (IOException e)
        {
            throw new RemoteFailure($"{remote.Name}: {e.Message}", e);
        }
    }

    /// <summary>Why the program is too old, with the remedy; null if it is not.</summary>
    public static async Task<string?> FindOldAsync(CancellationToken cancellationToken)
    {
        var knows = await ExternalCommand.RunAsync(Program, ["lsjson", "--stat", "--help"], cancellationToken);
        if (knows is null or { ExitCode: 0 })
            return null;
        var version = (await ExternalCommand.RunAsync(Program, ["version"], cancellationToken))?.Output.Split('\n')[0].Trim();
        return $"{version} cannot tell of one file (lsjson --stat): version {RcloneAnswer.OldestVersion} or newer is needed, as Debian 12 has (apt install {Program})";
    }

    private static string[] Limits(RemoteOptions remote) =>
        remote.BytesPerSecond is { } limit ? ["--bwlimit", $"{limit.ToString(CultureInfo.InvariantCulture)}B"] : [];

    private static void Require(RemoteOptions remote, CommandOutcome outcome, RcloneLog log)
    {
        if (outcome.ExitCode != 0)
            throw new RemoteFailure($"{remote.Name}: {SecretMask.Apply(RcloneAnswer.Explain(log.Errors, outcome.ExitCode))}");
    }
}
