using AutoCore.Daemon.Tests.Conventions.Circle.Left;

namespace AutoCore.Daemon.Tests.Conventions.Circle.Right;

/// <summary>Calls back.</summary>
internal sealed class Called
{
    public static int Count() => Caller.Count();
}
