using System.Text;
using AutoCore.CameraFarm.Pictures;

namespace AutoCore.CameraFarm.Serving;

/// <summary>An HTTP answer before it is put on the wire.</summary>
public sealed record Reply
{
    public int Status { get; init; } = 200;

    public string? ContentType { get; init; }

    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    public Payload Body { get; init; } = Payload.Empty;

    /// <summary>A picture (whole or spoilt): what a camera does to its pictures on the wire it does not do to its other answers.</summary>
    internal bool IsPicture { get; init; }

    internal string Reason => Status switch
    {
        200 => "OK",
        302 => "Found",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        503 => "Service Unavailable",
        _ => "Status",
    };

    internal static Reply Text(int status, string contentType, string text) =>
        new() { Status = status, ContentType = contentType, Body = new Payload(Encoding.UTF8.GetBytes(text)) };

    internal static Reply Page(int status) =>
        Text(status, "text/html", $"<!DOCTYPE html>\n<html><head><title>{status}</title></head><body><h1>Camera says {status}</h1></body></html>\n");
}
