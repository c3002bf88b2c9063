using System.Text;
using AutoCore.CameraFarm.Serving;

namespace AutoCore.CameraFarm.Access;

/// <summary>What a camera asks for before it shows anything; one object used by several cameras makes them a portal with common state.</summary>
public abstract class Authentication
{
    /// <summary>The value of the inventory's <c>Auth</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>Null if the scheme has none.</summary>
    public virtual string? UserName => null;

    /// <summary>Where a form is sent, as a path; null if there is no form.</summary>
    internal virtual string? LoginPath => null;

    /// <summary>Null: let in; else the refusal to send.</summary>
    internal abstract Reply? Check(Request request);

    /// <summary>Answers a request for <see cref="LoginPath"/>.</summary>
    internal virtual Reply LogIn(Request request) => Reply.Page(404);

    private protected static Reply Refuse(params IEnumerable<string> challenges) =>
        Reply.Page(401) with { Headers = [.. challenges.Select(challenge => ("WWW-Authenticate", challenge))] };
}

/// <summary>User name and password with each request (RFC 7617).</summary>
public sealed class BasicAuthentication(string userName, string password) : Authentication
{
    private readonly string expected = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{userName}:{password}"));

    public override string Kind => "basic";

    public override string UserName => userName;

    internal override Reply? Check(Request request) =>
        request.Header("Authorization") == expected ? null : Refuse("""Basic realm="camera", charset="UTF-8" """.TrimEnd());
}

/// <summary>A token with each request (RFC 6750).</summary>
public sealed class BearerAuthentication(string token) : Authentication
{
    public override string Kind => "bearer";

    internal override Reply? Check(Request request) =>
        request.Header("Authorization") == $"Bearer {token}" ? null : Refuse("""Bearer realm="camera" """.TrimEnd());
}
