using System.Collections;
using AutoCore.Core.SecondPlace;
using AutoCore.Core.Storage;
using AutoCore.Policies.SecondPlace;

namespace AutoCore.Daemon.SecondPlace;

/// <summary>What rclone finds around it: proxies and authorities of a remote's settings, else those of the daemon's environment, and nothing more of
/// it.</summary>
internal sealed class RcloneSurroundings(Secrets secrets, IDictionary environment)
{
    private const int MostBytes = 4_000_000;

    /// <summary>As its library names them; it looks for each in capitals and in small letters.</summary>
    private static readonly string[] Proxies = ["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"];

    /// <summary>Where the system's authorities are, if not where the system has them.</summary>
    private static readonly string[] Authorities = ["SSL_CERT_FILE", "SSL_CERT_DIR"];

    /// <summary>Its environment for a remote.</summary>
    /// <exception cref="RemoteFailure">A secret is not there.</exception>
    public Dictionary<string, string> EnvironmentFor(RemoteOptions remote)
    {
        // Its garbage collector and threads, kept small beside the daemon.
        var variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["GOGC"] = "20", ["GOMAXPROCS"] = "1" };
        foreach (var name in Proxies.Concat(Proxies.Select(p => p.ToLowerInvariant())).Concat(Authorities))
        {
            if (environment[name] is string { Length: > 0 } value)
                variables[name] = value;
        }
        Set(variables, Proxies[0], WithPassword(remote, remote.Network.HttpProxy));
        Set(variables, Proxies[1], WithPassword(remote, remote.Network.HttpsProxy));
        Set(variables, Proxies[2], remote.Network.NoProxy);
        return variables;
    }

    /// <summary>Arguments that every run for a remote has.</summary>
    /// <exception cref="RemoteFailure">The file with its authorities is not usable.</exception>
    public static string[] ArgumentsFor(RemoteOptions remote)
    {
        if (remote.Network.CaFile is not { } file)
            return [];
        try
        {
            if (!PlainFile.ReadSmallText(file, MostBytes).Contains("-----BEGIN CERTIFICATE-----", StringComparison.Ordinal))
                throw new RemoteFailure($"{remote.Name}: CaFile {file} has no certificate: it must be PEM (openssl x509 -inform der -in FILE makes it)");
            return ["--ca-cert", file];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RemoteFailure(
                $"{remote.Name}: CaFile {file} cannot be read: {e.Message}; let the daemon's group read it: chgrp autocore {file}; chmod 640 {file}", e);
        }
    }

    private static void Set(Dictionary<string, string> variables, string name, string? value)
    {
        if (value is null)
            return;
        variables.Remove(name.ToLowerInvariant());
        variables[name] = value;
    }

    private string? WithPassword(RemoteOptions remote, string? proxy)
    {
        if (proxy is null || remote.Network.ProxyPasswordKey is not { } key || !ProxyAddress.HasUser(proxy))
            return proxy;
        var secret = secrets.Find(key);
        return ProxyAddress.With(proxy, secret.Value ?? throw new RemoteFailure($"{remote.Name}: {secret.Problem}"));
    }
}
