using AutoCore.Core.Configuration;
using AutoCore.Policies.Cameras.Http;
using AutoCore.Policies.Cameras.Portals;

namespace AutoCore.Core.Cameras;

/// <summary>How one logs in to a camera's portal.</summary>
/// <param name="Url">Where, or null: where the portal leads to.</param>
/// <param name="IsJson">Whether by JSON; else by the portal's form.</param>
/// <param name="Body">The JSON to send; null: the usual one.</param>
/// <param name="TokenField">Where the token is in the answer, or null: there is none, or it is a cookie.</param>
/// <param name="TokenIn">Where it goes in the requests that follow, or null.</param>
internal sealed record PortalOptions(string? Url, bool IsJson, string? Body, string? TokenField, TokenPlace? TokenIn)
{
    private static readonly TextRule Link = new("an address, or a path on the camera's host", static t => Uri.TryCreate(t, UriKind.RelativeOrAbsolute, out _))
    {
        Show = AddressMask.SecretsOf,
    };

    private static readonly TextRule Json = new("JSON with {UserName} and {PasswordKey} inside of its strings",
        static t => JsonLogin.IsJson(t) && AddressSecrets.HidesIn(t))
    {
        Show = JsonLogin.Mask,
    };

    private static readonly TextRule Names =
        new("names with dots between them, as value.Token.name", static t => t.Split('.').All(static n => n.Trim().Length > 0));

    private static readonly TextRule Place = new("header:NAME, cookie:NAME or query:NAME", static t => TokenPlace.Parse(t) is not null);

    private static readonly string[] NewKeys = ["LoginType", "LoginBody", "LoginTokenField", "LoginTokenIn"];

    /// <summary>Reads a camera's entry; null if it has none of these keys, as most.</summary>
    public static PortalOptions? Read(SettingReader s)
    {
        var url = s.OptionalText("LoginUrl", "For form: where the login is; null: where the portal leads to, else /login.", Link);
        var isJson =
            s.OneOf("LoginType", false, "For form: how one logs in, by the portal's own form or by JSON as its scripts do.", ("form", false), ("json", true));
        var body =
            s.OptionalText("LoginBody", """For json: what is sent, as {"user":"{UserName}","password":"{PasswordKey}"}; null: username and password.""", Json);
        var field = s.OptionalText(
            "LoginTokenField", "For json: where the token is in the answer, as access_token or value.Token.name; null: the session is a cookie.", Names);
        var place = s.OptionalText("LoginTokenIn", "For json: where the token goes, as header:Authorization, cookie:token or query:token.", Place);
        s.Require(!isJson || url is not null, "LoginUrl", "LoginType json needs it; allowed: where the portal's scripts send their login, as /api/login");
        s.Require(isJson || body is null, "LoginBody", "it is for LoginType json");
        s.Require(isJson || field is null, "LoginTokenField", "it is for LoginType json");
        s.Require((field is null) == (place is null), field is null ? "LoginTokenField" : "LoginTokenIn", "LoginTokenField and LoginTokenIn need each other");
        return url is null && !isJson ? null : new(url, isJson, body, field, place is null ? null : TokenPlace.Parse(place));
    }

    /// <summary>Notes what does not fit the camera that it is for.</summary>
    public static void Check(SettingReader s, CameraOptions camera)
    {
        var auth = camera.Auth.ToString().ToLowerInvariant();
        if (camera.Auth != CameraAuth.Form)
        {
            var problem = $"it is for \"Auth\": \"form\", and Auth is {auth}: set Auth to form, or take this key out";
            foreach (var key in NewKeys.Where(s.IsGiven))
                s.Fail(key, problem);
            // Earlier releases passed over it, so that it cannot stop a start.
            if (s.IsGiven("LoginUrl"))
                s.Warn("LoginUrl", problem);
            return;
        }
        s.Require(camera.Portal is not { IsJson: true } || camera.PasswordKey is not null, "LoginType",
            "what json sends names {PasswordKey}, but PasswordKey is not set: set it to the name of the secret");
        if (camera.Portal?.Url is not { } own || !Uri.TryCreate(camera.Url, own, out var page))
            return;
        if (page.Scheme is not ("http" or "https"))
            s.Fail("LoginUrl", "it is no http:// or https:// address: write one, or a path on the camera's host, as /login");
        else if (page.Scheme == Uri.UriSchemeHttp && camera.Url.Scheme == Uri.UriSchemeHttps)
            s.Fail("LoginUrl", "Url is https, and passwords do not go from there to http: begin LoginUrl with https://, or write a path");
        if (page.UserInfo.Length > 0)
            s.Warn("LoginUrl", "user name and password in it are not sent: take them out; they are UserName and PasswordKey");
    }
}
