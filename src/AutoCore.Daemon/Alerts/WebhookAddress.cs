using System.Net.Http.Headers;
using AutoCore.Core.Alerts;

namespace AutoCore.Daemon.Alerts;

/// <summary>What a secret with a web address must be. A login in it, as <c>https://user:password@host/</c>, goes along as Basic authentication.</summary>
internal static class WebhookAddress
{
    /// <summary>Why a secret is no address to call, without any part of it; null if it is one.</summary>
    public static string? FindProblem(AlertChannelOptions channel, string secret)
    {
        if (!Uri.TryCreate(secret.Trim(), UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http") || url.Host.Length == 0)
        {
            return $"the secret {channel.UrlKey} is no http or https address"
                + (secret.Contains('@', StringComparison.Ordinal) ? "; in a user name and password write / as %2F, # as %23, ? as %3F, @ as %40, : as %3A, % as %25" : "");
        }
        if (url.UserInfo.Length > 0 && channel.TokenKey is not null)
            return $"the secret {channel.UrlKey} holds a login, and TokenKey names a token: only one of them can go along; take the login out of the address, or leave TokenKey out";
        return null;
    }

    /// <summary>The address without its login, as it is called.</summary>
    public static Uri WithoutLogin(Uri url) => url.UserInfo.Length == 0 ? url : new UriBuilder(url) { UserName = "", Password = "" }.Uri;

    /// <summary>The login in an address; null if it has none.</summary>
    public static AuthenticationHeaderValue? LoginOf(Uri url)
    {
        if (url.UserInfo.Length == 0)
            return null;
        var parts = url.UserInfo.Split(':', 2);
        var login = $"{Uri.UnescapeDataString(parts[0])}:{(parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "")}";
        return new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(login)));
    }
}
