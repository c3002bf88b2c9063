using System.Reflection;

namespace AutoCore.Core.Hosting;

/// <summary>What this program is called and which version it is.</summary>
internal static class Product
{
    /// <summary>The version, as in <c>0.1.0</c>.</summary>
    public static string Version { get; } = typeof(Product).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
        ?? "0.0.0";

    /// <summary>The day it was built, UTC: no honest clock shows an earlier one.</summary>
    public static DateTimeOffset BuiltAt { get; } =
        DateTimeOffset.ParseExact(OfBuild("BuildDate"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    /// <summary>Where its users find help: set by whoever publishes it.</summary>
    public static string SupportUrl { get; } = OfBuild("SupportUrl");

    private static string OfBuild(string key) => typeof(Product).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
