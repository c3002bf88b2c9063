using AutoCore.CameraFarm.Serving;

namespace AutoCore.CameraFarm.Access;

/// <summary>User name and password in the query of the address, as some devices want them; a wrong one is told with status 200.</summary>
public sealed class AddressAuthentication(string userField, string userName, string passwordField, string password) : Authentication
{
    public override string Kind => "none";

    public override string UserName => userName;

    /// <summary>What it says to whom it does not let in.</summary>
    public required Reply Refusal { get; init; }

    internal override Reply? Check(Request request) => request.Query(userField) == userName && request.Query(passwordField) == password ? null : Refusal;
}

/// <summary>A key in a header of the device's own.</summary>
public sealed class HeaderAuthentication(string header, string key) : Authentication
{
    public override string Kind => "none";

    internal override Reply? Check(Request request) =>
        request.Header(header) == key ? null : Reply.Text(401, "application/json", """{"error":"Unauthorized","name":"Unauthorized"}""");
}
