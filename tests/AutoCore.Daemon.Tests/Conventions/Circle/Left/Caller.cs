using AutoCore.Daemon.Tests.Conventions.Circle.Right;

namespace AutoCore.Daemon.Tests.Conventions.Circle.Left;

/// <summary>Names the other folder in a body alone, and within another type's arguments.</summary>
internal static class Caller
{
    public static int Count() => new List<Called[]>().Count;
}
