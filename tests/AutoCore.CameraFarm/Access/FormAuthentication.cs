using System.Security.Cryptography;
using AutoCore.CameraFarm.Serving;

namespace AutoCore.CameraFarm.Access;

/// <summary>A portal: a form takes user name and password, a session cookie lets in until it expires.</summary>
public sealed class FormAuthentication(string userName, string password) : Authentication
{
    private const string CookieName = "session";

    private readonly Lock gate = new();
    private readonly Dictionary<string, int> sessions = [];
    private int logins;

    public override string Kind => "form";

    public override string UserName => userName;

    /// <summary>The path of the form; each portal of a farm needs its own.</summary>
    public string Path { get; init; } = "/login";

    public string UserField { get; init; } = "username";

    public string PasswordField { get; init; } = "password";

    /// <summary>Pictures that one session is good for; null: no limit.</summary>
    public int? SessionUses { get; init; }

    /// <summary>Without a session: redirected to the form, else 401.</summary>
    public bool RedirectsToForm { get; init; }

    /// <summary>Sessions given out so far.</summary>
    public int Logins => Volatile.Read(ref logins);

    internal override string LoginPath => Path;

    /// <summary>All sessions end, as after the portal's restart.</summary>
    public void ExpireSessions()
    {
        lock (gate) sessions.Clear();
    }

    internal override Reply? Check(Request request)
    {
        lock (gate)
        {
            if (request.Cookie(CookieName) is { } session && sessions.TryGetValue(session, out var uses) && !(uses >= SessionUses))
            {
                sessions[session] = uses + 1;
                return null;
            }
        }

        return RedirectsToForm ? Reply.Page(302) with { Headers = [("Location", Path)] } : Reply.Page(401);
    }

    internal override Reply LogIn(Request request)
    {
        if (request.Method != "POST") return Form(200);
        var fields = request.FormFields();
        if (fields.GetValueOrDefault(UserField) != userName || fields.GetValueOrDefault(PasswordField) != password) return Form(401);
        var session = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        lock (gate) sessions[session] = 0;
        Interlocked.Increment(ref logins);
        return Reply.Page(302) with { Headers = [("Set-Cookie", $"{CookieName}={session}; Path=/; HttpOnly"), ("Location", "/")] };
    }

    private Reply Form(int status) => Reply.Text(
        status,
        "text/html",
        $"""<html><body><form method="post" action="{Path}"><input name="{UserField}"><input type="password" name="{PasswordField}"></form></body></html>""");
}
