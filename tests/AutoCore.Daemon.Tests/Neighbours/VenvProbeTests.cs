using System.Diagnostics;
using AutoCore.Daemon.Neighbours;
using AutoCore.Policies.Neighbours;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Neighbours;

public sealed class VenvProbeTests : IDisposable
{
    private readonly TemporaryFolder app = new();

    public void Dispose() => app.Dispose();

    [Fact]
    public void Evaluate_WholeEnvironment_IsWhole() => Assert.Equal(VenvVerdict.Whole, Evaluate(Make()));

    [Fact]
    public void Evaluate_InterpreterGone_SaysSo()
    {
        var venv = Make();
        File.Delete(app["usr/bin/python3.11"]);
        Assert.Contains("interpreter is gone", Evaluate(venv).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_SystemMovedToANewerPython_NamesBothVersions()
    {
        var venv = Make();
        app.Write("usr/bin/python3.13", "");
        File.Delete(app["usr/bin/python3"]);
        File.CreateSymbolicLink(app["usr/bin/python3"], "python3.13");
        Assert.Contains("made for Python 3.11, but its interpreter is Python 3.13", Evaluate(venv).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_RequiredPackageMissing_NamesIt()
    {
        var venv = Make();
        Directory.Delete(Path.Combine(venv, "lib/python3.11/site-packages/Flask-2.2.5.dist-info"), recursive: true);
        Assert.Contains("flask is not installed", Evaluate(venv).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_FilesOfAPackageGone_NamesIt()
    {
        var venv = Make();
        File.Delete(Path.Combine(venv, "lib/python3.11/site-packages/flask/__init__.py"));
        Assert.Contains("files are missing or cut short of flask", Evaluate(venv).Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100, 0, true)]
    [InlineData(100, 99, true)]
    [InlineData(100, 100, false)]
    [InlineData(100, 101, false)]
    public void Evaluate_FileThatAPowerCutEmptiedOrCut_IsToldOfPackagesThatNobodyRequires(int recorded, int bytes, bool isDamaged)
    {
        var venv = Make();
        app.Write(".venv/lib/python3.11/site-packages/click/core.py", new string('x', bytes));
        app.Write(".venv/lib/python3.11/site-packages/click-8.1.7.dist-info/RECORD", $"\"click/core.py\",sha256=x,{recorded}\n");

        var verdict = Evaluate(venv);

        Assert.Equal(!isDamaged, verdict.IsWhole);
        if (isDamaged)
            Assert.EndsWith("--force-reinstall --no-deps click==8.1.7", verdict.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\0\0\0\0")]
    [InlineData("click/core.py,sha256=x,3\n\0\0\0\0")]
    public void Evaluate_ListOfFilesThatAPowerCutEmptiedOrFilledWithZeros_IsToldAsDamage(string record)
    {
        var venv = Make();
        app.Write(".venv/lib/python3.11/site-packages/click/core.py", "xxx");
        app.Write(".venv/lib/python3.11/site-packages/click-8.1.7.dist-info/RECORD", record);

        Assert.Contains("files are missing or cut short of click", Evaluate(venv).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_PackageWithoutAListOfFiles_IsNotJudgedByIt()
    {
        var venv = Make();
        app.Write(".venv/lib/python3.11/site-packages/click-8.1.7.dist-info/METADATA", "Name: click\n");

        Assert.Equal(VenvVerdict.Whole, Evaluate(venv));
    }

    [Fact]
    public void Look_PackageByPackage_EachHasItsTurnAndWhatWasFoundStands()
    {
        var files = new PackageFiles(passes: 2);
        foreach (var name in new[] { "a", "b" })
            app.Write($"site/{name}.dist-info/RECORD", $"{name}.py,sha256=x,1\n");
        app.Write("site/b.py", "");
        var packages = new[] { "a", "b" }.ToDictionary(n => n, n => app[$"site/{n}.dist-info"]);

        Assert.Equal(["a"], files.Look(packages));
        Assert.Equal(["a", "b"], files.Look(packages));
        app.Write("site/a.py", "x");
        Assert.Equal(["b"], files.Look(packages));
        packages.Remove("b");
        Assert.Empty(files.Look(packages));
    }

    [Fact]
    public void Evaluate_ConfigGoneOrFolderGone_SaysSo()
    {
        var venv = Make();
        File.Delete(Path.Combine(venv, "pyvenv.cfg"));
        Assert.Contains("pyvenv.cfg", Evaluate(venv).Problem, StringComparison.Ordinal);
        Assert.Contains("folder", Evaluate(app["none"]).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void MeasureBytes_Environment_CountsFilesAndFollowsNoLinks()
    {
        var venv = Make();
        File.WriteAllBytes(app["usr/bin/large"], new byte[1_000_000]);
        File.CreateSymbolicLink(Path.Combine(venv, "bin/large"), app["usr/bin/large"]);
        Directory.CreateSymbolicLink(Path.Combine(venv, "lib64"), app["usr"]);
        Assert.InRange(VenvProbe.MeasureBytes(venv)!.Value, 1, 10_000);
        Assert.Null(VenvProbe.MeasureBytes(app["none"]));
    }

    /// <summary>An environment as <c>python3 -m venv</c> and pip lay it out.</summary>
    private string Make()
    {
        app.Write("usr/bin/python3.11", "");
        File.CreateSymbolicLink(app["usr/bin/python3"], "python3.11");
        app.Write(".venv/pyvenv.cfg", $"home = {app["usr/bin"]}\ninclude-system-site-packages = false\nversion = 3.11.2\n");
        Directory.CreateDirectory(app[".venv/bin"]);
        File.CreateSymbolicLink(app[".venv/bin/python3"], app["usr/bin/python3"]);
        File.CreateSymbolicLink(app[".venv/bin/python"], "python3");
        app.Write(".venv/lib/python3.11/site-packages/flask/__init__.py", "");
        app.Write(".venv/lib/python3.11/site-packages/Flask-2.2.5.dist-info/RECORD",
            "flask/__init__.py,sha256=x,0\nflask/__pycache__/__init__.cpython-311.pyc,,\nFlask-2.2.5.dist-info/RECORD,,\n");
        app.Write("requirements.txt", "flask>=2,<3\n");
        return app[".venv"];
    }

    [Fact]
    public async Task Evaluate_PipesAndDevicesInPlaceOfItsFiles_WaitsForNobody()
    {
        var venv = Make();
        foreach (var file in new[] { ".venv/pyvenv.cfg", ".venv/lib/python3.11/site-packages/Flask-2.2.5.dist-info/RECORD" })
        {
            File.Delete(app[file]);
            await using var pipe = new ChildProcess(new ProcessStartInfo("mkfifo", [app[file]]));
            Assert.Equal(0, await pipe.WaitForExitAsync(TimeSpan.FromSeconds(30)));
        }
        File.Delete(app["requirements.txt"]);
        File.CreateSymbolicLink(app["requirements.txt"], "/dev/zero");
        Assert.False(
            (await Task.Run(() => Evaluate(venv), TestContext.Current.CancellationToken)
                .WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)).IsWhole);
    }

    private static VenvVerdict Evaluate(string folder) => VenvPolicy.Evaluate(VenvProbe.Read(folder, new(passes: 1)));
}
