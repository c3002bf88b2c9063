using AutoCore.Core.Storage;

namespace AutoCore.Core.Cameras;

/// <summary>Secrets that cameras name and that are nowhere: each of them fails, at every round.</summary>
internal static class MissingSecrets
{
    /// <summary>A sentence for each secret, with the cameras that it is for and the line to add; one alone where this user may not look.</summary>
    /// <param name="options">The cameras.</param>
    /// <param name="secrets">Where secrets are.</param>
    /// <param name="file">The secrets file.</param>
    public static IEnumerable<(string Problem, string Remedy)> Of(CamerasOptions options, Secrets secrets, string file)
    {
        var missing = Find(options, secrets, file).ToList();
        if (missing.Count == 0 || !secrets.IsFileClosed)
            return missing;
        var isDaemon = Environment.UserName == SystemUser.DaemonName;
        return [($"whether the cameras' secrets are there was not seen, for {Environment.UserName} may not read {file}",
            isDaemon ? $"chgrp {SystemUser.DaemonName} {file} && chmod 640 {file}" : "put sudo before the command")];
    }

    private static IEnumerable<(string Problem, string Remedy)> Find(CamerasOptions options, Secrets secrets, string file) =>
        from camera in options.Sources
        where camera.PasswordKey is not null
        group camera by camera.PasswordKey into cameras
        where secrets.Find(cameras.Key).Problem is not null
        select ($"{cameras.First().Label}{(cameras.Count() > 1 ? $" and {cameras.Count() - 1} more" : "")}: the secret {cameras.Key} is missing",
            $"add the line {cameras.Key}=… to {file} (owner root, group autocore, mode 640), or give it as a systemd credential of that name");
}
