using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Generated;

/// <summary>A file of the repository that is made from the code: the test fails when it is out of date, <c>make docs</c> brings it up to date.</summary>
internal static class GeneratedFile
{
    private const string Switch = "AUTOCORE_REGENERATE";

    public static void AssertUpToDate(string path, string content)
    {
        var file = Repository.Combine(path);
        if (Environment.GetEnvironmentVariable(Switch) == "1")
            File.WriteAllText(file, content);
        Assert.True(File.Exists(file) && File.ReadAllText(file) == content, $"{path} is out of date: run make docs");
    }
}
