using AutoCore.Policies.Neighbours;

namespace AutoCore.Policies.Tests.Neighbours;

public sealed class VenvPolicyTests
{
    private static readonly VenvFacts Good = new(
        "/srv/app/.venv", Presence.There, HasConfig: true, MadeFor: "3.11", UsesSystemPackages: false, Presence.There, InterpreterVersion: "3.11",
        "/srv/app/requirements.txt", Requirement.Parse("flask>=2"), new Dictionary<string, string> { ["flask"] = "2.2.5" }, []);

    public static TheoryData<string, VenvFacts, string, string> Broken => new()
    {
        { "folder gone", Good with { Presence = Presence.Gone }, "folder",
            "python3 -m venv --clear /srv/app/.venv && /srv/app/.venv/bin/python -m pip install -r /srv/app/requirements.txt" },
        { "no pyvenv.cfg", Good with { HasConfig = false }, "pyvenv.cfg", "python3 -m venv --clear" },
        { "interpreter gone", Good with { Interpreter = Presence.Gone }, "interpreter is gone", "python3 -m venv --clear" },
        { "wrong version", Good with { MadeFor = "3.9" }, "made for Python 3.9, but its interpreter is Python 3.11", "python3 -m venv --clear" },
        { "with the system's packages", Good with { UsesSystemPackages = true, MadeFor = "3.9" }, "3.9", "--system-site-packages" },
        { "package missing", Good with { Installed = new Dictionary<string, string>() }, "flask is not installed",
            "/srv/app/.venv/bin/python -m pip install -r /srv/app/requirements.txt" },
        { "package too old", Good with { Installed = new Dictionary<string, string> { ["flask"] = "1.0" } }, "flask is 1.0, required is >=2",
            "pip install -r" },
        { "files of a package missing", Good with { Damaged = ["flask"] }, "files are missing or cut short of flask", "--force-reinstall --no-deps flask" },
        { "no requirements known", Good with { Interpreter = Presence.Gone, RequirementsFile = null }, "interpreter", "then install" },
        { "folder with a blank", Good with { Folder = "/srv/my app/.venv", Interpreter = Presence.Gone }, "interpreter", "'/srv/my app/.venv'" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void Evaluate_BrokenInOneWay_NamesItWithTheCommandsThatMendIt(string name, VenvFacts facts, string problem, string remedy)
    {
        var verdict = VenvPolicy.Evaluate(facts);
        Assert.True(verdict.IsWhole == false, name);
        Assert.Contains(problem, verdict.Problem, StringComparison.Ordinal);
        Assert.Contains(remedy, verdict.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_NothingWrong_IsWhole() => Assert.Equal(VenvVerdict.Whole, VenvPolicy.Evaluate(Good));

    [Fact]
    public void Evaluate_VersionThatNobodyTells_RaisesNoAlarm() =>
        Assert.Equal(VenvVerdict.Whole, VenvPolicy.Evaluate(Good with { InterpreterVersion = null }));

    [Fact]
    public void Evaluate_FolderOfAnotherUser_IsUnknown() => Assert.Null(VenvPolicy.Evaluate(Good with { Presence = Presence.Hidden }).IsWhole);
}
