using System.Collections;
using AutoCore.Core;
using AutoCore.Core.Cameras;
using AutoCore.Core.Storage;

namespace AutoCore.Daemon.Commands;

/// <summary>Secrets that the settings name and that are nowhere: cameras' and the broker's.</summary>
internal static class SecretHints
{
    /// <summary>A line for each, with the remedy.</summary>
    public static IEnumerable<string> Of(LoadedSettings settings, IDictionary environment)
    {
        var (file, mqtt) = (settings.Options.Hosting.SecretsFile, settings.Options.Mqtt);
        var secrets = new Secrets(file, environment);
        foreach (var (problem, remedy) in MissingSecrets.Of(settings.Options.Cameras, secrets, file))
            yield return $"{problem}: {remedy}";
        if (mqtt is { Host: not null, UserName: not null } && !secrets.IsFileClosed && secrets.Find(mqtt.PasswordKey).Problem is not null)
        {
            yield return $"broker {mqtt.Host}: the secret {Secrets.Show(mqtt.PasswordKey)} is missing: add the line {Secrets.Show(mqtt.PasswordKey)}=… to {file}"
                + " (owner root, group autocore, mode 640)";
        }
    }
}
