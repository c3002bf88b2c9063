using AutoCore.Policies.Hosting;

namespace AutoCore.Policies.Neighbours;

/// <summary>Whether something is there, as far as this user may see.</summary>
public enum Presence
{
    /// <summary>It is there.</summary>
    There,

    /// <summary>It is not there.</summary>
    Gone,

    /// <summary>This user may not look.</summary>
    Hidden,
}

/// <summary>What was found of a Python virtual environment.</summary>
/// <param name="Folder">Its folder.</param>
/// <param name="Presence">Whether the folder is there.</param>
/// <param name="HasConfig">Whether <c>pyvenv.cfg</c> is there.</param>
/// <param name="MadeFor">The version of Python that it was made for, as <c>3.11</c>; null if its file does not tell.</param>
/// <param name="UsesSystemPackages">Whether it also uses the system's packages.</param>
/// <param name="Interpreter">Whether its interpreter is there, links followed.</param>
/// <param name="InterpreterVersion">The interpreter's version, as <c>3.11</c>; null if it does not tell.</param>
/// <param name="RequirementsFile">The file that says what must be installed, or null.</param>
/// <param name="Required">What must be installed.</param>
/// <param name="Installed">What is installed: versions by name, as <see cref="Requirement.Normalize"/> writes them.</param>
/// <param name="Damaged">Installed packages of which files are missing, or shorter than they were installed.</param>
public sealed record VenvFacts(
    string Folder, Presence Presence, bool HasConfig, string? MadeFor, bool UsesSystemPackages, Presence Interpreter, string? InterpreterVersion,
    string? RequirementsFile, IReadOnlyList<Requirement> Required, IReadOnlyDictionary<string, string> Installed, IReadOnlyList<string> Damaged);

/// <summary>How a virtual environment stands.</summary>
/// <param name="IsWhole">Whether a service can run from it; null if this user may not look.</param>
/// <param name="Problem">What is wrong, or null.</param>
/// <param name="Remedy">The commands that mend it, or null.</param>
public readonly record struct VenvVerdict(bool? IsWhole, string? Problem, string? Remedy)
{
    /// <summary>Nothing is wrong.</summary>
    public static VenvVerdict Whole { get; } = new(true, null, null);
}

/// <summary>Whether a virtual environment is whole (A8), and how to rebuild one that is not.</summary>
public static class VenvPolicy
{
    /// <summary>Judges it; the first thing that is wrong is told, since what follows from it would only repeat it.</summary>
    public static VenvVerdict Evaluate(VenvFacts f)
    {
        if (f.Presence == Presence.Hidden || f.Interpreter == Presence.Hidden)
            return new(null, "this user may not look into it", $"sudo autocore doctor looks as root, or: setfacl -m u:autocore:rx {f.Folder}");
        if (f.Presence == Presence.Gone)
            return Broken(f, "the folder is not there");
        if (!f.HasConfig)
            return Broken(f, "pyvenv.cfg is missing");
        if (f.Interpreter == Presence.Gone)
            return Broken(f, "its Python interpreter is gone");
        if (f.MadeFor is { } made && f.InterpreterVersion is { } version && made != version)
            return Broken(f, $"it was made for Python {made}, but its interpreter is Python {version}");
        return EvaluatePackages(f);
    }

    private static VenvVerdict EvaluatePackages(VenvFacts f)
    {
        var wrong = f.Required.Select(r => Wrong(r, f.Installed)).OfType<string>().ToList();
        if (wrong.Count > 0)
        {
            return new(false, $"of {Path.GetFileName(f.RequirementsFile)}: {string.Join(", ", wrong)}",
                $"{ShellWord.Of($"{f.Folder}/bin/python")} -m pip install -r {ShellWord.Of(f.RequirementsFile!)}");
        }
        if (f.Damaged.Count > 0)
        {
            // Of the versions that are installed: what depends on them is not disturbed.
            var packages = f.Damaged.Select(d => f.Installed.TryGetValue(d, out var version) ? $"{d}=={version}" : d);
            return new(false, $"files are missing or cut short of {string.Join(", ", f.Damaged)}",
                $"{ShellWord.Of($"{f.Folder}/bin/python")} -m pip install --force-reinstall --no-deps {string.Join(' ', packages.Select(ShellWord.Of))}");
        }
        return VenvVerdict.Whole;
    }

    private static string? Wrong(Requirement required, IReadOnlyDictionary<string, string> installed)
    {
        if (!installed.TryGetValue(required.Name, out var version))
            return $"{required.Name} is not installed";
        return required.Allows(version) ? null : $"{required.Name} is {version}, required is {string.Join(',', required.Conditions)}";
    }

    private static VenvVerdict Broken(VenvFacts f, string problem)
    {
        var rebuild = $"python3 -m venv --clear{(f.UsesSystemPackages ? " --system-site-packages" : "")} {ShellWord.Of(f.Folder)}";
        return new(
            false, problem, f.RequirementsFile is { } file ? $"{rebuild} && {ShellWord.Of($"{f.Folder}/bin/python")} -m pip install -r {ShellWord.Of(file)}"
            : $"{rebuild}, then install what the service needs");
    }
}
